"""The gate: asked before anything is published; rooms above say what they think of it."""

from collections.abc import Callable
from dataclasses import dataclass

from forum.core.access import Actor
from forum.core.transaction import after_rollback

Step = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Draft:
    """Something about to be published: its kind (post, member, ...), where, and its words.

    `thing_id` is given when the thing is there already and only its words change. `answers` names the members whom
    the words are for: whom they reply to, quote or mention.
    """

    kind: str
    actor: Actor
    place: str
    title: str
    source: str
    thing_id: int | None = None
    answers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a gate says: publish, hold for a moderator, or refuse with a reason for the author.

    `stored` is what the gates want to do, in the same transaction, once the thing is stored and has its id;
    `refused` what they want to do once a refusal has undone everything.
    """

    outcome: str
    reason: str = ""
    stored: tuple[Step, ...] = ()
    refused: tuple[Callable[[], None], ...] = ()

    def settle(self, kind: str, thing_id: int) -> None:
        """Let the gates know under which id the thing was stored; not said of what is refused."""
        for step in self.stored:
            step(kind, thing_id)
        for keep in _keepers if self.outcome == "hold" else ():
            keep(kind, thing_id, self.reason)


PUBLISH = Verdict("publish")
_SEVERITY = {"publish": 0, "hold": 1, "refuse": 2}

Gate = Callable[[Draft], Verdict]
_gates: list[Gate] = []


def gate(check: Gate) -> Gate:
    """Have the function asked before anything is published."""
    _gates.append(check)
    return check


Keeper = Callable[[str, int, str], None]
_keepers: list[Keeper] = []


def whenever_held(keep: Keeper) -> Keeper:
    """Have the function told of every thing that is held, and why, in the same transaction: nothing waits unseen."""
    _keepers.append(keep)
    return keep


def ask(draft: Draft) -> Verdict:
    """Ask every gate; the strictest answer counts."""
    said = [check(draft) for check in _gates]
    strictest = max(said, key=lambda verdict: _SEVERITY[verdict.outcome], default=PUBLISH)
    if strictest.outcome == "refuse":
        for step in (step for verdict in said for step in verdict.refused):
            after_rollback(step)
    stored = tuple(step for verdict in said for step in verdict.stored)
    return Verdict(strictest.outcome, strictest.reason, stored)
