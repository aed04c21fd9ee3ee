"""Notices learn what became of them; letters follow."""

from forum.core.events import on
from forum.core.jobs import enqueue
from moderation.notices.actions import settle
from moderation.notices.events import NoticeAnswered, NoticeGiven
from moderation.notices.jobs import answer_notices, mail_outcome, mail_receipt
from moderation.queue.events import CaseDecided, DecisionReversed, DecisionUndone

AFTER_S = 11


@on(NoticeGiven)
def confirm(event: NoticeGiven) -> None:
    """Send the receipt."""
    enqueue(mail_receipt, unique=str(event.notice_id), notice_id=event.notice_id)


@on(CaseDecided)
def learn_decision(event: CaseDecided) -> None:
    """Write down what was decided; the letter waits until the ten seconds of undoing are over."""
    settle(event.hits, event.outcome)
    enqueue(answer_notices, after=AFTER_S, unique=str(event.decision_id), decision_id=event.decision_id)


@on(DecisionUndone)
def wait_again(event: DecisionUndone) -> None:
    """Let the notices wait again."""
    settle(event.hits, "")


@on(DecisionReversed)
def learn_reversal(event: DecisionReversed) -> None:
    """Write down what was decided after all."""
    settle(event.hits, event.outcome)
    enqueue(answer_notices, after=AFTER_S, unique=str(event.decision_id), decision_id=event.decision_id)


@on(NoticeAnswered)
def tell_outcome(event: NoticeAnswered) -> None:
    """Send the decision."""
    enqueue(mail_outcome, unique=f"{event.notice_id} {event.outcome}", notice_id=event.notice_id)
