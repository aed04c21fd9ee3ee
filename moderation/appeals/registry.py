"""What appeals are called in the log."""

from flask_babel import lazy_gettext

from moderation.audit.registry import act

MADE = act("appeal.made", lazy_gettext("appealed against a decision"))
