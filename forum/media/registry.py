"""Where rooms above say who sees the things that show pictures, and who is known well enough to send many."""

from collections.abc import Callable, Iterable, Sequence

from forum.core.access import Actor

Sees = Callable[[Actor, Sequence[int]], bool]
_sees: dict[str, Sees] = {}


def shows_pictures(kind: str) -> Callable[[Sees], Sees]:
    """Have the function asked whether the actor sees any of some subjects of this kind, given their ids."""

    def register(sees: Sees) -> Sees:
        _sees[kind] = sees
        return sees

    return register


def sees_any(actor: Actor, subjects: Iterable[str]) -> bool:
    """Tell whether the actor sees one of the subjects; a kind nobody speaks for is seen by nobody (S22)."""
    ids: dict[str, list[int]] = {}
    for subject in subjects:
        kind, _colon, number = subject.partition(":")
        if kind in _sees and number.isdecimal():
            ids.setdefault(kind, []).append(int(number))
    return any(_sees[kind](actor, found) for kind, found in ids.items())


_knows: list[Callable[[Actor], bool]] = []


def knows(check: Callable[[Actor], bool]) -> Callable[[Actor], bool]:
    """Have the function asked whether the house knows somebody well enough to send more than a newcomer."""
    _knows.append(check)
    return check


def well_known(actor: Actor) -> bool:
    """Tell whether somebody may send more than a newcomer."""
    return any(check(actor) for check in _knows)
