"""What the colours of a theme are called, and what is said of a pair that cannot be read."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from forum.brands.theme import Check

TOKENS = {
    "ink": _later("Words"),
    "quiet": _later("Quiet words"),
    "accent": _later("Accent"),
    "on-accent": _later("Words on a button"),
    "edge": _later("Edges of fields"),
    "good": _later("Good news"),
    "warn": _later("Warnings"),
    "bad": _later("Errors"),
    "": _later("The page itself"),
}
GROUNDS = {
    "paper": _later("on the page"),
    "card": _later("on a card"),
    "accent": _later("on the accent"),
    "accent-soft": _later("on the soft accent"),
    "good-soft": _later("on a good ground"),
    "warn-soft": _later("on a warning ground"),
    "bad-soft": _later("on an error ground"),
}
MODES = {"light": _later("on light pages"), "dark": _later("on dark pages")}


def pair_name(check: Check) -> str:
    """Name a pair in words."""
    return f"{TOKENS[check.ink]} {GROUNDS[check.ground]}" if check.ink else str(TOKENS[""])


def mode_name(check: Check) -> str:
    """Name a pair's mode in words."""
    return str(MODES[check.mode])


def field_of(check: Check) -> str:
    """Name the form field whose colour a failing pair wants changed."""
    return check.token + ("_dark" if check.mode == "dark" else "")


def complaint(check: Check) -> str:
    """Say what is wrong with a pair, and which colour would do."""
    if not check.ink:
        return _("This is neither light nor dark enough for a page. The nearest that is: %(colour)s.",
                 colour=check.suggestion)  # fmt: skip
    return _(
        "%(pair)s: the contrast is %(ratio)s to 1, people need %(needed)s to 1. The nearest that works: %(colour)s.",
        pair=pair_name(check), ratio=f"{check.ratio:.1f}", needed=f"{check.needed:g}", colour=check.suggestion,
    )  # fmt: skip
