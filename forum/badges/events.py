"""What happens to badges."""

from dataclasses import dataclass

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
class BadgeRevoked(Event):
    """A member has an award no more."""

    award_id: int
    badge_id: int
    member_id: int
    by_id: int | None = None


@dataclass(frozen=True, slots=True)
class BadgeChanged(Event):
    """A badge was made, or looks or is earned another way."""

    badge_id: int
    by_id: int | None = None


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
