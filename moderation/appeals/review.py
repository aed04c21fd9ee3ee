"""How moderators see an appeal: what the member says, above what was decided and what it was about."""

from flask_babel import gettext as _

from forum.core.access import Actor
from forum.core.refusal import Refused
from forum.core.review import Exhibit, Neighbour, Reviewable, reviewable
from forum.core.text import render
from moderation.appeals.queries import appeal_by_id
from moderation.queue.policy import may_moderate, tends
from moderation.sanctions.queries import reasons_of


def show(actor: Actor, appeal_id: int) -> Exhibit | None:
    """Show an appeal to a moderator of the place where it was decided."""
    made = appeal_by_id(appeal_id)
    about = reasons_of(made.decision_id) if made else None
    if made is None or about is None or may_moderate(actor) is not None or not tends(actor, about.place):
        return None
    address = f"/statements/{about.decision_id}"
    return Exhibit(
        title=about.title or _("Decision %(number)s", number=about.decision_id),
        author_id=made.member_id,
        source=made.words,
        html=render(made.words).html,
        address=address,
        hidden=False,
        place=about.place,
        readers=0,
        around=(Neighbour(about.author_id, about.html, address, before=True),),
    )


def _never(_actor: Actor, _appeal_id: int, _why: str = "") -> None:
    raise Refused(_("An appeal is answered, not hidden."))


reviewable("appeal", Reviewable(show=show, hide=_never, restore=_never, release=_never))
