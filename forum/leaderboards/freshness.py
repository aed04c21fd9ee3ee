"""Which pages boards change."""

from forum.core.pages.declared import changes
from forum.leaderboards import events
from forum.leaderboards.labels import BOARDS
from forum.members.labels import of_member


@changes(
    events.BoardsMoved, events.BoardsLeft, events.BoardsJoined, events.BoardRulesChanged, events.SeasonOpened,
    events.SeasonClosed,
)  # fmt: skip
def all_boards(_event: events.BoardsMoved) -> tuple[str, ...]:
    """Name every page that shows a place."""
    return (BOARDS,)


@changes(events.MedalGiven)
def page_of_member(event: events.MedalGiven) -> tuple[str, ...]:
    """Name the page that shows a member's medals."""
    return BOARDS, of_member(event.member_id)
