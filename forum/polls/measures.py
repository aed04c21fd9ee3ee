"""What is counted of those who vote and ask: for badges."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, func, select

from forum.badges.registry import concerns, counts, measure
from forum.core.db import read
from forum.polls.events import PollOpened, VoteCast
from forum.polls.models import Poll, Vote
from forum.threads.models import Thread

_ASKED = select(Thread.author_id).where(Thread.id.in_(bindparam("ids", expanding=True)))

measure("votes", _l("Polls voted in"), moved_by=(VoteCast,), windowed=True)(
    counts(select(Vote.member_id, func.count(func.distinct(Vote.poll_id))), Vote.member_id, Vote.made_at)
)
measure("polls", _l("Polls opened"), moved_by=(PollOpened,), windowed=True)(
    counts(
        select(Thread.author_id, func.count()).join(Poll, Poll.thread_id == Thread.id),
        Thread.author_id,
        Poll.created_at,
    )
)


@concerns(VoteCast)
def voters(facts: Sequence[VoteCast]) -> Iterable[int]:
    """Whoever votes."""
    return {fact.member_id for fact in facts}


@concerns(PollOpened)
def askers(facts: Sequence[PollOpened]) -> Iterable[int]:
    """Whose thread it is."""
    return set(read().scalars(_ASKED, {"ids": sorted({fact.thread_id for fact in facts})}))
