"""Addresses that letters lead to, without signing in: the way out of them (RFC 8058)."""

from flask import Blueprint, Response

from forum.core.guard import by_signed_link
from forum.core.respond import page
from forum.notifications.habits import leave
from forum.notifications.way_out import leaving

GONE = 410

pages = Blueprint("letters", __name__)


@pages.get("/unsubscribe/<token>")
def ask(token: str) -> Response:
    """Ask once more: whatever looks at links in letters changes nothing."""
    found = leaving(token)
    if found is None:
        return _quietly(page("notifications/unsubscribe.html", status=GONE, leaving=None, done=False))
    return _quietly(page("notifications/unsubscribe.html", leaving=found, done=False))


@pages.post("/unsubscribe/<token>")
@by_signed_link
def unsubscribe(token: str) -> Response:
    """Switch the letters off, as asked by a person or by their mail program."""
    found = leaving(token)
    if found is None:
        return _quietly(page("notifications/unsubscribe.html", status=GONE, leaving=None, done=False))
    leave(found)
    return _quietly(page("notifications/unsubscribe.html", leaving=found, done=True))


def _quietly(response: Response) -> Response:
    """Let the address, which is a key, reach nobody else."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
