"""What open pages see of badges: one quiet line when their reader earned something."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext

from forum.badges.events import BadgesCelebrated
from forum.badges.queries import badges_of_awards
from forum.realtime.registry import Piece, Place, Touch, draws, shows


@shows(BadgesCelebrated)
def celebrated(fact: BadgesCelebrated) -> Iterable[Touch]:
    """Somebody earned something."""
    yield Touch(kind="member", id=fact.member_id, name="praise", ids=frozenset(fact.award_ids))


@draws("member", "praise")
def draw(place: Place) -> list[Piece]:
    """Say it once; a page that comes late reads it in the bell."""
    earned = badges_of_awards(place.ids) if place.ids else []
    if not earned:
        return []
    names = ", ".join(badge.name for badge in earned)
    said = ngettext("You earned a badge: %(names)s", "You earned badges: %(names)s", len(earned), names=names)
    address = earned[0].address if len(earned) == 1 else "/badges"
    return [Piece(key="praise", values={"say": said, "see": _("See it"), "address": address})]
