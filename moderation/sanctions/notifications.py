"""Who is told of decisions: the member concerned."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.access import Actor
from forum.core.ids import id_in
from forum.notifications.registry import Kind, News, Scene, kind, land, tells
from moderation.queue.events import AuthorAsked
from moderation.queue.queries import case_by_id
from moderation.sanctions.events import ReasonsGiven
from moderation.sanctions.queries import reasons_of

DECISION = kind(
    Kind(
        "decision",
        "shield",
        lazy_gettext("A moderator decides about something of yours"),
        lambda _who, _count: _("A moderator decided about something of yours: read why"),
        quotes=False,
        chosen=False,
    )
)
ASKED = kind(
    Kind(
        "asked",
        "message-circle",
        lazy_gettext("A moderator writes to you"),
        lambda _who, _count: _("A moderator wrote to you"),
        quotes=False,
        chosen=False,
    )
)
TO = ["members"]


@tells(ReasonsGiven)
def tell_reasons(event: ReasonsGiven) -> News:
    """Tell the member that the reasons are there."""
    return _news(f"decision:{event.decision_id}", DECISION.name, event.member_id)


@tells(AuthorAsked)
def tell_question(event: AuthorAsked) -> News:
    """Tell the author that a moderator wrote."""
    return _news(f"conversation:{event.case_id}", ASKED.name, event.author_id)


@land("decision")
def see_decisions(actor: Actor, names: Sequence[str]) -> Mapping[str, Scene]:
    """Show decisions to those they are about."""
    found = ((name, reasons_of(_id(name))) for name in names)
    return {
        name: Scene(reasons.title or _("A decision"), f"/statements/{reasons.decision_id}")
        for name, reasons in found
        if reasons is not None and reasons.author_id == actor.member_id
    }


@land("conversation")
def see_conversations(actor: Actor, names: Sequence[str]) -> Mapping[str, Scene]:
    """Show conversations to those they are with."""
    found = ((name, case_by_id(_id(name))) for name in names)
    return {
        name: Scene(case.title or _("A conversation"), f"/conversations/{case.id}")
        for name, case in found
        if case is not None and case.author_id == actor.member_id
    }


def _news(subject: str, name: str, member_id: int) -> News:
    return News(subject=subject, place=subject, actor_id=None, audiences=TO, to={name: [member_id]})


def _id(name: str) -> int:
    return id_in(name.partition(":")[2], 0)
