"""What is done by flags alone, as the log calls it; and who may flag more."""

from flask_babel import lazy_gettext

from forum.trust.registry import opens
from moderation.audit.registry import act

SHELTERED = act("thing.sheltered", lazy_gettext("hid something that members flagged, until a moderator looks"))
MANY_FLAGS = opens("flags", lazy_gettext("Flag up to 50 things a day, not only 10"), 1)
