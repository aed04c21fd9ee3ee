"""Which pages the facts of a mediation change: none that a guest is shown."""

from forum.core.pages.declared import changes_nothing
from moderation.mediation import events

changes_nothing(events.MediationOpened, events.MediationSpoken, events.MediationClosed)
