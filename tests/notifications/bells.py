"""What a member's bell says, read as its page shows it."""

from flask import Flask
from flask_babel import force_locale

from forum.notifications.queries import Line, told
from tests.world import Someone


def bell(app: Flask, who: Someone) -> list[str]:
    """List what somebody was told, newest first: a sentence and the title of each."""
    return [f"{line.sentence}: {line.scene.title}" for line in news(app, who)]


def unread(app: Flask, who: Someone) -> list[str]:
    """List the kinds of what somebody has not read."""
    return [line.kind.name for line in news(app, who) if line.unread]


def news(app: Flask, who: Someone) -> list[Line]:
    """List what somebody was told."""
    with app.app_context(), force_locale("en"):
        return list(told(who.actor).rows)
