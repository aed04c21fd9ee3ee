"""What sanctions are called, and what each takes away."""

from typing import Any

from flask_babel import lazy_gettext as _

SANCTIONS: dict[str, Any] = {
    "warning": _("Warning"),
    "hidden": _("Hidden post"),
    "resubmit": _("To be mended"),
    "slow": _("Slow mode"),
    "silence": _("Silence"),
    "suspension": _("Suspension"),
}
TAKES: dict[str, Any] = {
    "warning": _("Nothing is taken from you. It counts as a strike for a while."),
    "hidden": _("Others do not see it any more. You can go on writing."),
    "resubmit": _("Others do not see it until you have mended it and a moderator has looked again."),
    "slow": _("You can write one post an hour."),
    "silence": _("You can read and vote, and not write."),
    "suspension": _("You can read, and do nothing else. You were signed out everywhere and can sign in again to read."),
}
THINGS: dict[str, Any] = {
    "post": _("your post"),
    "title": _("the title of your thread"),
    "profile": _("your profile"),
    "poll": _("your poll"),
    "kudos": _("your thanks"),
    "picture": _("your picture"),
    "message": _("your message"),
    "mediation": _("your message in a conversation about a quarrel"),
    "member": _("your account"),
    "conduct": _("what you do here"),
}
