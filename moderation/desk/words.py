"""What lanes, sources, kinds and parts of the priority are called."""

from typing import Any

from flask_babel import lazy_gettext as _

from moderation.queue.registry import REVERSAL, VERDICTS
from moderation.sanctions.words import SANCTIONS

__all__ = [
    "HOURS", "KINDS", "LANES", "NOTES", "PARTS", "QUEUE", "SANCTIONS", "SHARED", "SOURCES", "TERMS", "verdict_name",
]  # fmt: skip

QUEUE: Any = _("Queue")
HOURS: Any = _("Hours and load")
NOTES: Any = _("Prepared notes")
TERMS: Any = _("Promises")
LANES: dict[str, Any] = {
    "flagged": _("Flagged"),
    "held": _("Held"),
    "newcomer": _("New members"),
    "appeal": _("Appeals"),
    "remote": _("From outside"),
}
SOURCES: dict[str, Any] = {
    "flag": _("Flagged by a member"),
    "notice": _("Notice by law"),
    "rule": _("Found by a rule"),
    "held": _("Held before it was published"),
    "member": _("Joined and waits"),
    "moderator": _("Brought by a moderator"),
    "appeal": _("Appealed"),
    "remote": _("Came from outside"),
}
KINDS: dict[str, Any] = {
    "post": _("Post"),
    "title": _("Title"),
    "profile": _("Profile"),
    "poll": _("Poll"),
    "picture": _("Picture"),
    "message": _("Message"),
    "mediation": _("Message in a mediation"),
    "appeal": _("Appeal"),
    "kudos": _("Thanks"),
    "member": _("New member"),
    "conduct": _("Conduct"),
}
SHARED: dict[str, Any] = {
    "words": _("same words"),
    "link": _("same link within the hour"),
    "network": _("same network within the hour"),
}
PARTS: dict[str, Any] = {
    "harm": _("harm"),
    "reach": _("readers"),
    "weight": _("those who flagged"),
    "age": _("hours of waiting"),
    "promise": _("a promise is broken"),
    "escalated": _("somebody asked for help"),
}


def verdict_name(name: str) -> Any:
    """Say what a verdict is called."""
    if name == REVERSAL:
        return _("Taken back")
    return VERDICTS[name].label if name in VERDICTS else name
