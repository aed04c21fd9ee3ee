"""What can be done with appeals: made once, decided by somebody else."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from forum.core.access import Actor, Denied, require
from forum.core.clock import now
from forum.core.db import db, lock
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text import clean_source
from forum.core.transaction import transaction
from moderation.appeals.events import AppealDecided, AppealMade
from moderation.appeals.models import Appeal
from moderation.appeals.policy import may_appeal
from moderation.appeals.registry import MADE
from moderation.audit.actions import note
from moderation.queue import actions as queue
from moderation.queue.models import Case, Decision
from moderation.queue.terms import terms

SHORTEST, LONGEST = 10, 4000


@transaction
def appeal(actor: Actor, decision_id: int, words: str) -> int:
    """Ask for a decision to be looked at again by somebody else; gives the appeal's id."""
    decision = db.session.get(Decision, decision_id)
    if decision is None:
        raise Denied(_("Only the member concerned can appeal."))
    case = lock(Case, decision.case_id)
    made = db.session.scalar(select(Appeal.id).where(Appeal.decision_id == decision_id)) is not None
    window = timedelta(days=terms().appeal_days)
    require(may_appeal(actor, case.author_id, decision, moment=now(), window=window, made=made))
    words = clean_source(words, LONGEST, "words").strip()
    if len(words) < SHORTEST:
        raise Refused(_("Say in a sentence or two what was judged wrongly."), "words")
    kept = Appeal(decision_id=decision_id, member_id=case.author_id, words=words, made_at=now(), outcome="", answer="")
    db.session.add(kept)
    db.session.flush()
    queue.report("appeal", kept.id, source="appeal", source_id=kept.id, by=actor, guideline=decision.guideline)
    note(actor, MADE, f"case:{case.id}", after={"decision": decision_id})
    record(AppealMade(kept.id, decision_id, kept.member_id))
    return kept.id


@transaction
def overturn(actor: Actor, appeal_id: int, reason: str) -> int:
    """Find the decision wrong: all of it is undone; gives the reversal's id."""
    made = lock(Appeal, appeal_id)
    made.reversal_id = queue.reverse(actor, made.decision_id, reason)
    _answer(actor, made, "overturned", reason)
    return made.reversal_id


@transaction
def uphold(actor: Actor, appeal_id: int, reason: str) -> None:
    """Find the decision right."""
    _answer(actor, lock(Appeal, appeal_id), "upheld", reason)


@transaction
def forget_answer(actor: Actor, appeal_id: int) -> None:
    """Let an appeal wait again, because its decision was undone at once."""
    made = lock(Appeal, appeal_id)
    if made.reversal_id is not None:
        queue.reinstate(actor, made.reversal_id)
    made.outcome, made.answer, made.answered_at, made.reversal_id = "", "", None, None


def _answer(actor: Actor, made: Appeal, outcome: str, reason: str) -> None:
    made.outcome, made.answer, made.answered_at = outcome, reason, now()
    record(AppealDecided(made.id, made.decision_id, made.member_id, outcome, actor.member_id))
