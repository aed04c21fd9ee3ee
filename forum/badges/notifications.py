"""What members are told of badges: one line in the bell, however many they earned."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext, ngettext

from forum.badges.events import AwardTold, BadgeRevoked
from forum.badges.queries import badges_of
from forum.core.access import AUDIENCES, Actor
from forum.core.events import on
from forum.notifications.hushing import hush_hidden
from forum.notifications.registry import Kind, News, Scene, kind, land, tells

PLACE = "badges:earned"
NAMED = 3

BADGE = kind(
    Kind(
        "badge",
        "medal",
        lazy_gettext("You earn a badge"),
        lambda _who, count: ngettext("You earned a badge", "You earned %(num)s badges", count),
        folds="place",
        mail="digest",
        quotes=False,
    )
)


@land("badges")
def see(actor: Actor, names: Sequence[str]) -> Mapping[str, Scene]:
    """Name the badges that a member earned last; nothing where they hold none any more."""
    held = badges_of(actor.member_id) if actor.member_id else []
    if not held:
        return {}
    title = ", ".join(each.badge.name for each in held[:NAMED])
    return {PLACE: Scene(title, held[0].badge.address if len(held) == 1 else "/badges")} if PLACE in names else {}


@tells(AwardTold)
def tell(event: AwardTold) -> News:
    """Tell a member what they earned."""
    return News(
        subject=f"award:{event.award_id}",
        place=PLACE,
        actor_id=None,
        audiences=list(AUDIENCES),
        to={BADGE.name: [event.member_id]},
        number=event.award_id,
    )


@on(BadgeRevoked)
def forget(event: BadgeRevoked) -> None:
    """Say nothing more of badges to somebody who holds none any more."""
    hush_hidden(event.member_id)
