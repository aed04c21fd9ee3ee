"""What polls hold of people: how they voted, and what they asked."""

from sqlalchemy import delete, func, select, update

from forum.core.db import read, write
from forum.core.personal import ERASED, Holding, Person, Rows, Wish, holds, plain
from forum.polls.models import Choice, HiddenPoll, Poll, Vote
from forum.threads.models import Thread


def give(person: Person) -> Rows:
    """Give their votes, and the polls on threads of theirs."""
    voted = select(Poll.question, Choice.text.label("choice"), Vote.made_at).join(Choice, Choice.id == Vote.choice_id)
    voted = voted.join(Poll, Poll.id == Vote.poll_id).where(Vote.member_id == person.member_id)
    asked = select(Poll.thread_id, Poll.question, Poll.created_at).join(Thread, Thread.id == Poll.thread_id)
    return {"votes": plain(voted), "polls": plain(asked.where(Thread.author_id == person.member_id))}


def erase(person: Person, wish: Wish) -> None:
    """Take their votes out of the counts; with their words goes what they asked."""
    voted_in = list(read().scalars(select(Vote.poll_id).where(Vote.member_id == person.member_id).distinct()))
    write().execute(delete(Vote).where(Vote.member_id == person.member_id))
    votes = select(func.count()).select_from(Vote).where(Vote.choice_id == Choice.id).scalar_subquery()
    voters = select(func.count(func.distinct(Vote.member_id))).where(Vote.poll_id == Poll.id).scalar_subquery()
    write().execute(update(Choice).where(Choice.poll_id.in_(voted_in)).values(vote_count=votes))
    write().execute(update(Poll).where(Poll.id.in_(voted_in)).values(voter_count=voters))
    if wish == "delete":
        asked = select(Poll.id).join(Thread, Thread.id == Poll.thread_id)
        theirs = asked.where(Thread.author_id == person.member_id)
        write().execute(update(Poll).where(Poll.id.in_(theirs)).values(question=str(ERASED)))
        write().execute(update(Choice).where(Choice.poll_id.in_(theirs)).values(text="–"))


TABLES = (Poll, Choice, Vote, HiddenPoll)
holds(
    Holding(room="polls", tables=frozenset(table.__tablename__ for table in TABLES), gives=give, erases=erase)
)  # fmt: skip
