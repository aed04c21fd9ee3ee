"""What acts about people are called in the log."""

from flask_babel import lazy_gettext as _

from moderation.audit.registry import act

NOTED = act("people.noted", _("wrote a note on a member"))
UNNOTED = act("people.unnoted", _("took a note back"))
LOOKED = act("people.looked", _("looked at who shares a network or a device"))
BLOCKED = act("people.blocked", _("blocked a network or a mail host"), public=True)
UNBLOCKED = act("people.unblocked", _("ended a block"), public=True)
