"""Hangs a thread's poll above its posts."""

from flask import render_template, request

from forum.core.access import Actor
from forum.core.slots import fills
from forum.polls import policy
from forum.polls.queries import poll_of
from forum.threads.reading import ThreadHead


@fills("thread.top")
def show_poll(thread: ThreadHead, reader: Actor) -> str | None:
    """Show the poll, or let the thread's author add one."""
    return draw_poll(thread, reader)


def draw_poll(thread: ThreadHead, reader: Actor, words: str = "") -> str | None:
    """Draw the poll for a reader: the choices, or the results once they voted or cannot."""
    poll = poll_of(reader, thread.id, thread.version)
    may_open = reader.signed_in and policy.may_open(reader, thread.ground) is None
    if poll is None:
        return render_template("polls/_add.html", thread=thread) if may_open else None
    may_vote = policy.may_vote(reader, thread.ground, over=poll.over) is None
    asks = may_vote and "results" not in request.args and (not poll.voted or "vote" in request.args)
    return render_template(
        "polls/_poll.html",
        poll=poll,
        thread=thread,
        asks=asks,
        may_vote=may_vote,
        may_close=may_open and not poll.over,
        words=words,
    )
