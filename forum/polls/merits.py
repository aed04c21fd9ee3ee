"""What members earn points for in polls."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, func, select

from forum.core.db import Statement, read
from forum.points.registry import Earned, Touch, earns
from forum.polls.events import VoteCast, VoteWithdrawn
from forum.polls.models import Poll, Vote
from forum.threads.events import ThreadMoved
from forum.threads.models import Thread

_VOTES: Statement = (
    select(Poll.thread_id, Vote.member_id, func.min(Vote.made_at).label("made_at"), Thread.category_id)
    .join(Poll, Poll.id == Vote.poll_id)
    .join(Thread, Thread.id == Poll.thread_id)
    .where(Poll.thread_id.in_(bindparam("ids", expanding=True)))
    .group_by(Poll.thread_id, Vote.member_id, Thread.category_id)
)
_VOTES_BY = _VOTES.where(Vote.member_id.in_(bindparam("people", expanding=True)))


def _vote(fact: VoteCast | VoteWithdrawn) -> list[Touch]:
    return [Touch(fact.thread_id, fact.member_id)]


def _moved(fact: ThreadMoved) -> list[Touch]:
    return [Touch(fact.thread_id)]


@earns(
    "vote_cast",
    label=_l("A vote in a poll"),
    cause="thread",
    walks=Poll.thread_id,
    moved_by={VoteCast: _vote, VoteWithdrawn: _vote, ThreadMoved: _moved},
    terms={"points": 1, "cap": 3},
)
def votes_cast(touches: Sequence[Touch]) -> Iterable[Earned]:
    """List who voted; the poll is known by its thread, which has no other."""
    whole = {touch.id for touch in touches if not touch.by}
    parts = {(touch.id, touch.by) for touch in touches if touch.by and touch.id not in whole}
    rows = list(read().execute(_VOTES, {"ids": sorted(whole)})) if whole else []
    if parts:
        given = {"ids": sorted({one for one, _by in parts}), "people": sorted({by for _one, by in parts})}
        rows += [row for row in read().execute(_VOTES_BY, given) if (row.thread_id, row.member_id) in parts]
    for row in rows:
        yield Earned(
            cause_id=row.thread_id, member_id=row.member_id, happened_at=row.made_at,
            place=f"category:{row.category_id}",
        )  # fmt: skip
