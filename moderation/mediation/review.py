"""How moderators see a message of a mediation: only once somebody in it flagged it, and never what stands around it."""

from flask_babel import gettext as _

from forum.core.access import HOUSE, Actor
from forum.core.refusal import Refused
from forum.core.review import Exhibit, Reviewable, reviewable
from moderation.mediation import actions, policy
from moderation.mediation.queries import is_flagged, message_by_id
from moderation.queue.policy import may_moderate, tends

KIND = "mediation"


def show(actor: Actor, message_id: int) -> Exhibit | None:
    """Show a flagged message to moderators of the whole house."""
    said = message_by_id(message_id)
    if said is None:
        return None
    if actor != HOUSE and (may_moderate(actor) or not tends(actor, "") or not is_flagged(KIND, message_id)):
        return None
    return Exhibit(
        title=said.subject,
        author_id=said.author_id,
        source=said.source,
        html=said.html,
        address=f"/mediation/{said.mediation_id}#message-{message_id}",
        hidden=said.hidden_at is not None,
        readers=3,
    )


def seen(actor: Actor, message_id: int) -> str | None:
    """Give the address of a message to those who are in the conversation."""
    said = message_by_id(message_id)
    if said is None or said.hidden_at is not None or policy.may_read(actor, said) is not None:
        return None
    return f"/mediation/{said.mediation_id}#message-{message_id}"


def _never_held(_actor: Actor, _message_id: int) -> None:
    raise Refused(_("This was not held."))


reviewable(KIND, Reviewable(show=show, hide=actions.hide, restore=actions.restore, release=_never_held, seen=seen))
