"""Links mediation from where a quarrel is seen: a case, a member's page, and how a member stands."""

from typing import Any
from urllib.parse import urlencode

from flask import render_template

from forum.core.access import Actor
from forum.core.slots import fills
from forum.members.queries import authors
from moderation.mediation.queries import talks_with
from moderation.queue.policy import may_moderate


@fills("case.author")
def link_from_case(*, case: Any, reader: Actor, **_more: Any) -> str | None:
    """Let a moderator open a conversation from a case."""
    if case.kind in {"appeal", "member"} or may_moderate(reader) is not None:
        return None
    return render_template("moderation/mediation/_link.html", query=f"case={case.id}")


@fills("member.tend")
def link_from_member(*, reader: Actor, member_id: int) -> str | None:
    """Let a moderator of the whole house open a conversation with a member."""
    known = authors([member_id]).get(member_id)
    if known is None or reader.scope is not None or may_moderate(reader) is not None:
        return None
    return render_template("moderation/mediation/_link.html", query=urlencode({"with": known.name}))


@fills("standing.talks")
def list_own(*, reader: Actor) -> str | None:
    """List a member's conversations with somebody and a moderator."""
    talks = talks_with(reader.member_id)
    return render_template("moderation/mediation/_own.html", talks=talks) if talks else None
