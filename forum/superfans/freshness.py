"""Which pages facts about superfans change: none that a guest is shown."""

from forum.core.pages.declared import changes_nothing
from forum.superfans import events

changes_nothing(events.SuperfansReckoned, events.SuperfansExported, events.FanThanked)
