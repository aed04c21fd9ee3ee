"""Which pages a notice's facts change: none that a guest is shown."""

from forum.core.pages.declared import changes_nothing
from moderation.notices import events

changes_nothing(events.NoticeGiven, events.NoticeAnswered)
