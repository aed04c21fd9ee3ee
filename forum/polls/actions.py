"""What can be done with polls."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update

from forum.core import receipts
from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import db, insert_new, lock
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text import clean_line
from forum.core.transaction import transaction
from forum.polls import policy
from forum.polls.events import PollClosed, PollOpened, VoteCast, VoteWithdrawn
from forum.polls.models import Choice, Poll, Vote
from forum.threads import grounds
from forum.threads.models import Thread
from forum.threads.publishing import touch

FEWEST, MOST = 2, 12
LONGEST_CHOICE = 100
LONGEST_QUESTION = 200


@transaction
def open_poll(
    actor: Actor,
    thread_id: int,
    question: str,
    choices: Sequence[str],
    *,
    multiple: bool = False,
    days: int | None = None,
    key: str | None = None,
) -> int:
    """Put a poll on a thread; it closes by itself after so many days. Gives its id."""
    require(policy.may_open(actor, grounds.of_thread(actor, thread_id)))
    texts, question = _clean_choices(choices), _clean_question(question)
    if done := receipts.earlier(actor, key, thread_id, question, texts, multiple, days):
        return done
    poll = Poll(
        thread_id=thread_id,
        question=question,
        multiple=multiple,
        voter_count=0,
        created_at=now(),
        closes_at=now() + timedelta(days=days) if days else None,
    )
    lock(Thread, thread_id)
    if db.session.scalar(select(Poll.id).where(Poll.thread_id == thread_id)) is not None:
        raise Refused(_("This thread has a poll already."))
    db.session.add(poll)
    db.session.flush()
    receipts.keep(actor, key, poll.id)
    db.session.add_all(
        Choice(poll_id=poll.id, position=place, text=text, vote_count=0) for place, text in enumerate(texts)
    )
    touch(thread_id)
    record(PollOpened(poll.id, thread_id))
    return poll.id


@transaction
def vote(actor: Actor, poll_id: int, choice_ids: Collection[int]) -> None:
    """Vote, or vote anew: the choices replace those made before."""
    poll = _votable(actor, poll_id)
    known = set(db.session.scalars(select(Choice.id).where(Choice.poll_id == poll.id)))
    chosen = set(choice_ids) & known
    if not chosen or chosen != set(choice_ids):
        raise Refused(_("Choose one of the choices."), "choice")
    if len(chosen) > 1 and not poll.multiple:
        raise Refused(_("Choose just one."), "choice")
    _clear(poll, actor)
    for choice_id in chosen:
        db.session.execute(
            insert_new(Vote, choice_id=choice_id, member_id=actor.member_id, poll_id=poll.id, made_at=now())
        )
    _count(poll)
    record(VoteCast(poll.id, poll.thread_id, actor.member_id or 0))


@transaction
def withdraw(actor: Actor, poll_id: int) -> None:
    """Take a vote back."""
    poll = _votable(actor, poll_id)
    if _clear(poll, actor):
        _count(poll)
        record(VoteWithdrawn(poll.id, poll.thread_id, actor.member_id or 0))


@transaction
def close(actor: Actor, poll_id: int) -> None:
    """Take no more votes from now on."""
    poll = _poll(poll_id)
    require(policy.may_close(actor, grounds.of_thread(actor, poll.thread_id)))
    if poll.closes_at is None or poll.closes_at > now():
        poll.closes_at = now()
        record(PollClosed(poll.id, poll.thread_id))


def _votable(actor: Actor, poll_id: int) -> Poll:
    poll = _poll(poll_id)
    over = poll.closes_at is not None and poll.closes_at <= now()
    require(policy.may_vote(actor, grounds.of_thread(actor, poll.thread_id), over=over))
    return poll


def _poll(poll_id: int) -> Poll:
    if db.session.get(Poll, poll_id) is None:
        raise Refused(_("This poll is not there any more."))
    return lock(Poll, poll_id)


def _clear(poll: Poll, actor: Actor) -> bool:
    gone = db.session.execute(delete(Vote).where(Vote.poll_id == poll.id, Vote.member_id == actor.member_id))
    return bool(gone.rowcount > 0)  # type: ignore[attr-defined]


def _count(poll: Poll) -> None:
    """Count the votes themselves, so that the sums are exact whatever happened before."""
    votes = select(func.count()).select_from(Vote).where(Vote.choice_id == Choice.id).scalar_subquery()
    db.session.execute(
        update(Choice).where(Choice.poll_id == poll.id).values(vote_count=votes),
        execution_options={"synchronize_session": False},
    )
    voters = select(func.count(func.distinct(Vote.member_id))).where(Vote.poll_id == poll.id)
    poll.voter_count = db.session.scalars(voters).one()


def _clean_question(question: str) -> str:
    question = clean_line(question, 10 * LONGEST_QUESTION)
    if not 3 <= len(question) <= LONGEST_QUESTION:
        raise Refused(_("Ask in 3 to %(most)s letters.", most=LONGEST_QUESTION), "question")
    return question


def _clean_choices(choices: Sequence[str]) -> list[str]:
    texts = [text for choice in choices if (text := clean_line(choice, 10 * LONGEST_CHOICE))]
    if len({text.casefold() for text in texts}) != len(texts):
        raise Refused(_("Two choices are the same."), "choices")
    if not FEWEST <= len(texts) <= MOST:
        raise Refused(_("Give %(fewest)s to %(most)s choices, one a line.", fewest=FEWEST, most=MOST), "choices")
    if too_long := next((text for text in texts if len(text) > LONGEST_CHOICE), None):
        raise Refused(
            _(
                "A choice has up to %(most)s letters: shorten “%(text)s…”.",
                most=LONGEST_CHOICE,
                text=too_long[:30],
            ),
            "choices",
        )
    return texts
