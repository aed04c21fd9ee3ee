"""What happens to badges."""

from dataclasses import dataclass, field
from typing import Any

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class BadgeAwarded(Event):
    """A member has a badge now, for a cause such as "post:9"; `by_id` gave it by hand."""

    award_id: int
    badge_id: int
    member_id: int
    cause: str
    by_id: int | None = None


@dataclass(frozen=True, slots=True)
class BadgeGiven(Event):
    """Staff gave a badge by hand. Beside `BadgeAwarded`, which comes by the thousand."""

    badge_id: int
    member_id: int
    by_id: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class BadgeRevoked(Event):
    """A member has an award no more."""

    award_id: int
    badge_id: int
    member_id: int
    by_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BadgeChanged(Event):
    """A badge was made, or looks or is earned another way; what a new one said before is nothing."""

    badge_id: int
    by_id: int | None = None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AwardTold(Event):
    """It is time to put an award into the bell of whoever earned it."""

    member_id: int
    award_id: int


@dataclass(frozen=True, slots=True)
class BadgesCelebrated(Event):
    """It is time to say on open pages what a member earned lately."""

    member_id: int
    award_ids: list[int]
