"""What can be seen of polls."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, select

from forum.core.access import Actor
from forum.core.cache import cache
from forum.core.clock import now
from forum.core.db import Statement, read
from forum.polls.models import Choice, HiddenPoll, Poll, Vote


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A choice with its votes."""

    id: int
    text: str
    vote_count: int
    mine: bool
    leading: bool


@dataclass(frozen=True, slots=True)
class PollView:
    """A poll as one reader sees it."""

    id: int
    thread_id: int
    question: str
    multiple: bool
    voter_count: int
    closes_at: datetime | None
    choices: list[ChoiceView]

    @property
    def over(self) -> bool:
        """Tell whether it takes no more votes."""
        return self.closes_at is not None and self.closes_at <= now()

    @property
    def voted(self) -> bool:
        """Tell whether the reader has voted."""
        return any(choice.mine for choice in self.choices)


_POLL: Statement = (
    select(
        Poll.id,
        Poll.thread_id,
        Poll.question,
        Poll.multiple,
        Poll.voter_count,
        Poll.closes_at,
        Choice.id.label("choice_id"),
        Choice.text,
        Choice.vote_count,
        Vote.member_id.label("voter_id"),
    )
    .join(Choice, Choice.poll_id == Poll.id)
    .outerjoin(Vote, and_(Vote.choice_id == Choice.id, Vote.member_id == bindparam("member_id")))
    .outerjoin(HiddenPoll, HiddenPoll.poll_id == Poll.id)
    .where(Poll.thread_id == bindparam("thread_id"), HiddenPoll.poll_id.is_(None))
    .order_by(Choice.position)
)
_THREAD_OF: Statement = select(Poll.thread_id).where(Poll.id == bindparam("poll_id"))


def poll_of(actor: Actor, thread_id: int, version: int) -> PollView | None:
    """Give a thread's poll; that there is none is remembered while the thread's version stays."""
    if cache.versioned(("no poll", thread_id, version), lambda: _load(actor, thread_id) is None):
        return None
    return _load(actor, thread_id)


def thread_of(poll_id: int) -> int | None:
    """Tell on which thread a poll stands."""
    found: int | None = read().scalar(_THREAD_OF, {"poll_id": poll_id})
    return found


def _load(actor: Actor, thread_id: int) -> PollView | None:
    rows = read().execute(_POLL, {"thread_id": thread_id, "member_id": actor.member_id}).all()
    if not rows:
        return None
    most = max(row.vote_count for row in rows)
    choices = [
        ChoiceView(row.choice_id, row.text, row.vote_count, row.voter_id is not None, 0 < most == row.vote_count)
        for row in rows
    ]
    first = rows[0]
    return PollView(
        first.id, first.thread_id, first.question, first.multiple, first.voter_count, first.closes_at, choices
    )
