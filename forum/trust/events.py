"""What happens to trust."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class TrustChanged(Event):
    """A member is at another level of trust: by the clock, or by somebody's hand."""

    member_id: int
    level: int
    former: int
    by_id: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TrustFiguresChanged(Event):
    """Staff chose what the levels ask for, or which level a right needs."""

    by_id: int | None
    before: dict[str, int | None]
    after: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class TrustHeld(Event):
    """Staff decided that the clock leaves a member at their level, or does so no more."""

    member_id: int
    held: bool
    by_id: int | None
