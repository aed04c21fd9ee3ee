"""Which pages an appeal's facts change: none that a guest is shown."""

from forum.core.pages.declared import changes_nothing
from moderation.appeals import events

changes_nothing(events.AppealMade, events.AppealDecided)
