"""What is done about sanctions, as the log calls it."""

from flask_babel import lazy_gettext

from moderation.audit.registry import act

ENDED = act("sanction.ended", lazy_gettext("ended a suspension before its time"), public=True)
