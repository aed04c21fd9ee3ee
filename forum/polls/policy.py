"""Who may do what in polls."""

from flask_babel import gettext as _

from forum.core.access import Actor
from forum.threads import policy as threads
from forum.threads.policy import Ground


def may_open(actor: Actor, ground: Ground) -> str | None:
    """Whoever may edit the thread's first post."""
    return threads.may_edit(actor, ground)


def may_close(actor: Actor, ground: Ground) -> str | None:
    """Whoever may edit the thread's first post."""
    return threads.may_edit(actor, ground)


def may_vote(actor: Actor, ground: Ground, *, over: bool) -> str | None:
    """Members who may reply in the thread, until the poll is over."""
    if over:
        return _("This poll is over.")
    return threads.may_see(actor, ground) or threads.may_reply(actor, ground)
