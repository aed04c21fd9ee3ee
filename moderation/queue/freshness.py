"""Which pages a case's facts change: none that a guest is shown."""

from forum.core.pages.declared import changes_nothing
from moderation.queue import events

changes_nothing(
    events.CaseOpened, events.CaseJoined, events.CaseClaimed, events.CaseDecided, events.DecisionUndone,
    events.DecisionReversed, events.CaseEscalated, events.AuthorAsked, events.AuthorAnswered, events.TermsChanged,
)  # fmt: skip
