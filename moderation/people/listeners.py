"""What follows for people when others' facts happen."""

from sqlalchemy import select

from forum.core.db import read
from forum.core.events import on
from forum.members.events import MemberSignedIn
from forum.members.models import Session
from moderation.people import actions


@on(MemberSignedIn)
def keep_trace(fact: MemberSignedIn) -> None:
    """Keep a trace of where a member came in from, if they are still there."""
    row = read().execute(select(Session.address, Session.device).where(Session.id == fact.session_id)).first()
    if row is not None:
        actions.trace(fact.member_id, row.address, row.device)
