"""Who is told of flags: whoever raised one, when it is decided."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.access import Actor
from forum.notifications.registry import Kind, News, Scene, kind, land, tells
from moderation.flags.events import FlagAnswered
from moderation.flags.queries import flags_of

DECIDED = kind(
    Kind(
        "flag",
        "flag",
        lazy_gettext("What you flagged is decided"),
        lambda _who, _count: _("A moderator decided about what you flagged: see how"),
        quotes=False,
    )
)


@tells(FlagAnswered)
def tell_outcome(event: FlagAnswered) -> News:
    """Tell the member what became of the flag."""
    subject = f"flag:{event.flag_id}"
    return News(
        subject=subject, place=subject, actor_id=None, audiences=["members"], to={DECIDED.name: [event.member_id]}
    )


@land("flag")
def see_flags(actor: Actor, names: Sequence[str]) -> Mapping[str, Scene]:
    """Show flags to those who raised them; the title only where they still see the thing (S20)."""
    mine = {f"flag:{each.id}": each for each in flags_of(actor)}
    return {
        name: Scene(mine[name].title or _("Something you flagged"), f"/flags#flag-{mine[name].id}")
        for name in names
        if name in mine
    }
