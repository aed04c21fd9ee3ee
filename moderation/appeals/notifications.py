"""Who is told of appeals: whoever made one, when it is decided."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.notifications.registry import Kind, News, kind, tells
from moderation.appeals.events import AppealDecided

ANSWERED = kind(
    Kind(
        "appeal",
        "shield",
        lazy_gettext("Your appeal is decided"),
        lambda _who, _count: _("Your appeal is decided: read how"),
        quotes=False,
        chosen=False,
    )
)


@tells(AppealDecided)
def tell_answer(event: AppealDecided) -> News:
    """Tell the member how the appeal was decided."""
    subject = f"decision:{event.decision_id}"
    return News(
        subject=subject, place=subject, actor_id=None, audiences=["members"], to={ANSWERED.name: [event.member_id]}
    )
