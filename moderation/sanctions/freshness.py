"""Which pages a sanction's facts change: none that a guest is shown."""

from forum.core.pages.declared import changes_nothing
from moderation.sanctions import events

changes_nothing(events.SanctionImposed, events.SanctionLifted, events.ReasonsGiven, events.PostResubmitted)
