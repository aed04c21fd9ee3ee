"""What is done by flags alone, as the log calls it."""

from flask_babel import lazy_gettext

from moderation.audit.registry import act

SHELTERED = act("thing.sheltered", lazy_gettext("hid something that members flagged, until a moderator looks"))
