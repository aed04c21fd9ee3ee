"""How moderators see, hide and restore polls."""

import re

from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import Statement, db, lock, read
from forum.core.refusal import Refused
from forum.core.review import Exhibit, Reviewable, reviewable
from forum.core.transaction import transaction
from forum.polls.models import Choice, HiddenPoll, Poll
from forum.threads import grounds
from forum.threads.models import Thread
from forum.threads.policy import may_see, may_tend
from forum.threads.publishing import touch

_POLL: Statement = (
    select(
        Poll.question, Poll.thread_id, Poll.voter_count, Thread.slug, Thread.author_id, Thread.category_id,
        HiddenPoll.made_at,
    )
    .join(Thread, Thread.id == Poll.thread_id)
    .outerjoin(HiddenPoll, HiddenPoll.poll_id == Poll.id)
    .where(Poll.id == bindparam("poll_id"))
)  # fmt: skip
_AT: Statement = select(Poll.id).where(Poll.thread_id == bindparam("thread_id"))
_PATH = re.compile(r"/t/[^/]+/(?P<thread>[0-9]{1,18})(?:/[0-9]{1,9})?/?#thread-poll\Z")
_CHOICES: Statement = select(Choice.text).where(Choice.poll_id == bindparam("poll_id")).order_by(Choice.position)


def show(actor: Actor, poll_id: int) -> Exhibit | None:
    """Show a poll to a moderator of its category."""
    row = read().execute(_POLL, {"poll_id": poll_id}).first()
    if row is None or may_tend(actor, grounds.of_thread(actor, row.thread_id)) is not None:
        return None
    choices = read().scalars(_CHOICES, {"poll_id": poll_id})
    return Exhibit(
        title=row.question,
        author_id=row.author_id,
        source="\n".join([row.question, *(f"- {text}" for text in choices)]),
        html="",
        address=f"/t/{row.slug}/{row.thread_id}#thread-poll",
        hidden=row.made_at is not None,
        place=f"category:{row.category_id}",
        readers=row.voter_count,
    )


def seen(actor: Actor, poll_id: int) -> str | None:
    """Give the address of a poll that a reader may see."""
    row = read().execute(_POLL, {"poll_id": poll_id}).first()
    if row is None or row.made_at is not None or may_see(actor, grounds.of_thread(actor, row.thread_id)) is not None:
        return None
    return f"/t/{row.slug}/{row.thread_id}#thread-poll"


def at(path: str) -> int | None:
    """Give the poll that a path leads to: that of a thread, where the path ends with its mark."""
    found = _PATH.match(path)
    if found is None:
        return None
    poll_id: int | None = read().execute(_AT, {"thread_id": int(found["thread"])}).scalar()
    return poll_id


@transaction
def hide(actor: Actor, poll_id: int, reason: str) -> None:
    """Take a poll from its thread; its votes are kept."""
    poll = _tended(actor, poll_id)
    if db.session.get(HiddenPoll, poll_id) is not None:
        raise Refused(_("This poll is hidden already."))
    db.session.add(HiddenPoll(poll_id=poll_id, by_id=actor.member_id, reason=reason[:500], made_at=now()))
    touch(poll.thread_id)


@transaction
def restore(actor: Actor, poll_id: int) -> None:
    """Put a poll back on its thread."""
    poll = _tended(actor, poll_id)
    hidden = db.session.get(HiddenPoll, poll_id)
    if hidden is None:
        raise Refused(_("This poll is not hidden."))
    db.session.delete(hidden)
    touch(poll.thread_id)


def release(_actor: Actor, _poll_id: int) -> None:
    """Refuse: polls are never held."""
    raise Refused(_("This was not held."))


def _tended(actor: Actor, poll_id: int) -> Poll:
    poll = db.session.get(Poll, poll_id)
    if poll is None:
        raise Refused(_("This poll is not there any more."))
    require(may_tend(actor, grounds.of_thread(actor, poll.thread_id)))
    return lock(Poll, poll_id)


reviewable("poll", Reviewable(show=show, hide=hide, restore=restore, release=release, seen=seen, at=at))
