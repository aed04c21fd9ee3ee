"""Flags learn what became of them; their makers are told when the ten seconds of undoing are over."""

from forum.core.events import on
from forum.core.jobs import enqueue
from moderation.flags.actions import settle
from moderation.flags.jobs import answer_flags
from moderation.queue.events import CaseDecided, DecisionReversed, DecisionUndone

AFTER_S = 11


@on(CaseDecided)
def learn_decision(event: CaseDecided) -> None:
    """Write down whether the flags were right."""
    settle(event.hits, event.outcome)
    enqueue(answer_flags, after=AFTER_S, unique=str(event.decision_id), decision_id=event.decision_id)


@on(DecisionUndone)
def wait_again(event: DecisionUndone) -> None:
    """Let the flags wait again."""
    settle(event.hits, "")


@on(DecisionReversed)
def learn_reversal(event: DecisionReversed) -> None:
    """Write down that the flags were wrong after all, or wait again."""
    settle(event.hits, event.outcome)
    enqueue(answer_flags, after=AFTER_S, unique=str(event.decision_id), decision_id=event.decision_id)
