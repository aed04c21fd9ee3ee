"""The gate: asked before anything is published; rooms above say what they think of it."""

from collections.abc import Callable
from dataclasses import dataclass

from forum.core.access import Actor


@dataclass(frozen=True, slots=True)
class Draft:
    """Something about to be published: its kind (thread, post, ...), where, and its words."""

    kind: str
    actor: Actor
    place: str
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a gate says: publish, hold for a moderator, or refuse with a reason for the author."""

    outcome: str
    reason: str = ""


PUBLISH = Verdict("publish")
_SEVERITY = {"publish": 0, "hold": 1, "refuse": 2}

Gate = Callable[[Draft], Verdict]
_gates: list[Gate] = []


def gate(check: Gate) -> Gate:
    """Have the function asked before anything is published."""
    _gates.append(check)
    return check


def ask(draft: Draft) -> Verdict:
    """Ask every gate; the strictest answer counts."""
    return max((check(draft) for check in _gates), key=lambda verdict: _SEVERITY[verdict.outcome], default=PUBLISH)
