"""What happens on leaderboards."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class BoardsMoved(Event):
    """Places on boards are other ones now; no members are named where it may be all."""

    member_ids: list[int]


@dataclass(frozen=True, slots=True)
class BoardsLeft(Event):
    """A member stands on no board any more, by their own wish."""

    member_id: int


@dataclass(frozen=True, slots=True)
class BoardsJoined(Event):
    """A member wants to stand on boards again."""

    member_id: int


@dataclass(frozen=True, slots=True)
class BoardRulesChanged(Event):
    """The staff chose other rules for boards and seasons."""

    by_id: int | None


@dataclass(frozen=True, slots=True)
class SeasonOpened(Event):
    """A season began: everybody starts at nothing."""

    season_id: int


@dataclass(frozen=True, slots=True)
class SeasonClosed(Event):
    """A season is over; its standings stay as they are."""

    season_id: int


@dataclass(frozen=True, slots=True)
class MedalGiven(Event):
    """A member was among the first three of a season."""

    season_id: int
    member_id: int
    place: int
