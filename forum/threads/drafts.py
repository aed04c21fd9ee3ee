"""What a member typed and has not sent, and how far they have read."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import db
from forum.core.quick import Quick
from forum.core.text import clean_source
from forum.core.transaction import transaction
from forum.notifications.actions import read_place
from forum.threads import grounds, policy
from forum.threads.models import DraftText, Thread
from forum.threads.publishing import mark_read

_FORGET = Quick(delete(DraftText).where(DraftText.member_id == bindparam("member"), DraftText.place == bindparam("at")))


class Newer(Exception):
    """A draft was saved somewhere else after the one at hand was opened."""

    def __init__(self, source: str, saved_at: datetime) -> None:
        super().__init__("a newer draft is kept")
        self.source, self.saved_at = source, saved_at


@transaction
def save(actor: Actor, place: str, title: str, source: str, seen: str | None) -> datetime:
    """Keep a draft; raises Newer when another window saved one since `seen` (an ISO time)."""
    require(policy.may_write(actor))
    draft = db.session.get(DraftText, (actor.member_id, place))
    if draft is not None and not source.strip() and not title.strip():
        db.session.delete(draft)
        return now()
    source, title = clean_source(source), clean_source(title)
    if draft is not None and draft.source != source and seen and seen != draft.saved_at.isoformat():
        raise Newer(draft.source, draft.saved_at)
    if draft is None:
        draft = DraftText(member_id=actor.member_id, place=place)
        db.session.add(draft)
    draft.title, draft.source, draft.saved_at = title[:200], source, now()
    return draft.saved_at


@transaction
def forget(actor: Actor, place: str) -> None:
    """Drop a draft: it was sent, or is not wanted."""
    _FORGET.count({"member": actor.member_id, "at": place})


@transaction
def read_to(actor: Actor, thread_id: int, number: int) -> None:
    """Remember that a member has read a thread up to a post."""
    if actor.member_id is None or policy.may_see(actor, grounds.of_thread(actor, thread_id)) is not None:
        return
    last = db.session.scalars(select(Thread.last_number).where(Thread.id == thread_id)).one()
    number = max(0, min(number, last))
    mark_read(actor.member_id, thread_id, number)
    read_place(actor, f"thread:{thread_id}", number)
