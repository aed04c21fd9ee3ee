"""Names made to be taken for somebody else's."""

from collections.abc import Iterable

from forum.members.names import skeleton

SHORTEST = 4
_FILLING = "_.-"


def bare(name: str) -> str:
    """Give what a name looks like, without what stands between its letters and the digits at its end."""
    return skeleton("".join(sign for sign in name if sign not in _FILLING).rstrip("0123456789"))


def taken_for(name: str, known: Iterable[str]) -> str | None:
    """Give the known name that this one, which is another, would be taken for."""
    looks = bare(name)
    if len(looks) < SHORTEST:
        return None
    return next((other for other in known if other.casefold() != name.casefold() and _alike(looks, bare(other))), None)


def _alike(one: str, other: str) -> bool:
    """Tell whether two looks are the same, or one letter apart where they are long."""
    if one == other:
        return True
    if len(other) < SHORTEST + 2 or abs(len(one) - len(other)) > 1:
        return False
    return _one_step(*sorted((one, other), key=len))


def _one_step(shorter: str, longer: str) -> bool:
    """Tell whether one letter more, another letter, or two in the other order make one name of the other."""
    start = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(shorter) < len(longer):
        return shorter[start:] == longer[start + 1 :]
    swapped = shorter[start : start + 2] == longer[start : start + 2][::-1]
    return shorter[start + 1 :] == longer[start + 1 :] or (swapped and shorter[start + 2 :] == longer[start + 2 :])
