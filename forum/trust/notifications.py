"""Who is told of trust: the member themselves, of a level won or lost."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.access import Actor
from forum.notifications.registry import Kind, News, Scene, kind, land, tells
from forum.trust.events import TrustChanged
from forum.trust.ladder import NAMES

LEVEL = kind(
    Kind(
        "trust",
        "shield",
        lazy_gettext("You come to another trust level"),
        lambda _who, _count: _("Your trust level is another now: see what it opens"),
        mail="digest",
        quotes=False,
    )
)


@tells(TrustChanged)
def tell_level(event: TrustChanged) -> News:
    """Tell the member which level they are at."""
    subject = f"trust:{event.level}"
    return News(
        subject=subject, place=subject, actor_id=None, audiences=["members"], to={LEVEL.name: [event.member_id]}
    )


@land("trust")
def see_levels(actor: Actor, names: Sequence[str]) -> Mapping[str, Scene]:
    """Show every level to members, by its name."""
    if not actor.signed_in:
        return {}
    levels = {f"trust:{level}": name for level, name in enumerate(NAMES)}
    return {
        name: Scene(_("Level %(level)s: %(name)s", level=name[6:], name=levels[name]), "/trust")
        for name in names
        if name in levels
    }
