"""What open pages see of the bell: how much is unread, whatever page it is."""

from collections.abc import Iterable

from flask import get_template_attribute

from forum.notifications.events import MembersTold, MemberTold
from forum.notifications.queries import count_unread
from forum.realtime.registry import Piece, Place, Touch, draws, shows


@shows(MemberTold)
def told(fact: MemberTold) -> Iterable[Touch]:
    """The bell of a member rings, or was heard."""
    yield Touch(kind="member", id=fact.member_id, name="bell")


@shows(MembersTold)
def all_told(fact: MembersTold) -> Iterable[Touch]:
    """The bells of a crowd ring."""
    for member_id in fact.member_ids:
        yield Touch(kind="member", id=member_id, name="bell")


@draws("member", "bell")
def draw(place: Place) -> list[Piece]:
    """Say how much the member has not read."""
    unseen = count_unread(place.id)
    words = str(get_template_attribute("notifications/_bell.html", "bell_words")(unseen)).strip()
    return [Piece(key="bell", values={"unseen": unseen, "says": words})]
