"""Which pages a flag's facts change: none that a guest is shown."""

from forum.core.pages.declared import changes_nothing
from moderation.flags import events

changes_nothing(events.FlagRaised, events.FlagWithdrawn, events.FlagAnswered)
