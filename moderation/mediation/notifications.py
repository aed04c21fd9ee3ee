"""Who is told of a mediation: the two, and the moderator who leads it."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.access import Actor
from forum.core.ids import id_in
from forum.notifications.registry import Kind, News, Scene, kind, land, tells
from moderation.mediation.events import MediationClosed, MediationOpened, MediationSpoken
from moderation.mediation.policy import may_read
from moderation.mediation.queries import talk_by_id

ASKED = kind(
    Kind(
        "mediation",
        "messages-square",
        lazy_gettext("A moderator asks you to talk with somebody"),
        lambda _who, _count: _("A moderator asks you to talk with somebody"),
        quotes=False,
        chosen=False,
    )
)
SPOKEN = kind(
    Kind(
        "mediation-said",
        "message-circle",
        lazy_gettext("Somebody writes in a conversation with a moderator"),
        lambda who, _count: _("%(who)s wrote in your conversation with a moderator", who=who),
        folds="place",
        quotes=False,
        chosen=False,
    )
)
ENDED = kind(
    Kind(
        "mediation-over",
        "messages-square",
        lazy_gettext("A conversation with a moderator is over"),
        lambda _who, _count: _("A conversation with a moderator is over: read how"),
        quotes=False,
        chosen=False,
    )
)


@tells(MediationOpened)
def tell_opening(event: MediationOpened) -> News:
    """Tell the two that a moderator asks them to talk."""
    return _news(event.mediation_id, event.by_id, {ASKED.name: event.member_ids})


@tells(MediationSpoken)
def tell_message(event: MediationSpoken) -> News:
    """Tell the others that somebody wrote."""
    return _news(event.mediation_id, event.by_id, {SPOKEN.name: event.to})


@tells(MediationClosed)
def tell_outcome(event: MediationClosed) -> News:
    """Tell the two that they can read how it ended."""
    return _news(event.mediation_id, event.by_id, {ENDED.name: event.member_ids})


@land("mediation")
def see_mediations(actor: Actor, names: Sequence[str]) -> Mapping[str, Scene]:
    """Show mediations to those who are in them."""
    found = ((name, talk_by_id(_id(name))) for name in names)
    return {
        name: Scene(talk.subject, f"/mediation/{talk.id}")
        for name, talk in found
        if talk is not None and may_read(actor, talk) is None
    }


def _news(mediation_id: int, actor_id: int | None, to: dict[str, list[int]]) -> News:
    subject = f"mediation:{mediation_id}"
    return News(subject=subject, place=subject, actor_id=actor_id, audiences=["members"], to=to)


def _id(name: str) -> int:
    return id_in(name.partition(":")[2], 0)
