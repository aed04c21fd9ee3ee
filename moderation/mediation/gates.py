"""What the rest means where one of the two wants to answer the other."""

from flask_babel import format_datetime
from flask_babel import gettext as _

from forum.core.gates import PUBLISH, Draft, Verdict, gate
from forum.members.queries import authors
from moderation.mediation.queries import rests_of


@gate
def let_them_rest(draft: Draft) -> Verdict:
    """Refuse words of one of the two to the other while they rest from each other."""
    if draft.actor.member_id is None or not draft.answers:
        return PUBLISH
    found = next((rest for rest in rests_of(draft.actor.member_id) if rest.other_id in draft.answers), None)
    if found is None:
        return PUBLISH
    other = authors([found.other_id]).get(found.other_id)
    return Verdict(
        "refuse",
        _("You and %(name)s rest from each other until %(until)s. Until then, write to each other in your "
          "conversation with a moderator: %(address)s",
          name=other.name if other else "?", until=format_datetime(found.until, "short"),
          address=f"/mediation/{found.mediation_id}"),
    )  # fmt: skip
