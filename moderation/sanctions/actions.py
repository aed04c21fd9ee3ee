"""What decisions take from members, and how it ends."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select, update

from forum.core.access import HOUSE, Actor, Denied, require
from forum.core.clock import now
from forum.core.db import db, lock
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text import clean_line, clean_source
from forum.core.transaction import transaction
from forum.members.actions import lift_suspension, suspend
from forum.members.models import Member, Suspension
from moderation.audit.actions import note
from moderation.queue import exhibits
from moderation.queue.actions import report
from moderation.queue.models import Case, Decision
from moderation.queue.newcomers import CONDUCT
from moderation.queue.registry import Effects, Ruling
from moderation.queue.terms import terms
from moderation.sanctions.events import PostResubmitted, ReasonsGiven, SanctionImposed, SanctionLifted
from moderation.sanctions.ladder import weight_of
from moderation.sanctions.models import LONGEST_REASON, Sanction, Statement, Strike
from moderation.sanctions.policy import may_bring, may_resubmit
from moderation.sanctions.registry import ENDED

USUAL_PACE = 60
LONGEST_DAYS = 3650
LONGEST_WORDS = 2000
A_BATCH = 200


@transaction
def impose(ruling: Ruling, kind: str, *, days: int | None = None, pace: int = 0, takes: str = "") -> Effects:
    """Take something from the author of a case; gives what taking it back needs."""
    member_id, decision = _author(ruling.case), ruling.decision
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise Refused(_("Choose 1 to %(most)s days.", most=LONGEST_DAYS), "days")
    until = now() + timedelta(days=days) if days else None
    made = Sanction(
        member_id=member_id, decision_id=decision.id, kind=kind, guideline=decision.guideline,
        edition=decision.edition, reason=decision.reason, takes=takes, pace=pace, from_at=now(), until_at=until,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    record(SanctionImposed(made.id, member_id, kind))
    return {"sanction_id": made.id}


@transaction
def strike(ruling: Ruling) -> Effects:
    """Let a decision count against the author for a while."""
    held = terms()
    harm = held.harms.get(ruling.decision.guideline or 0, 0.0)
    made = Strike(
        member_id=_author(ruling.case), decision_id=ruling.decision.id, weight=weight_of(harm), made_at=now(),
        decays_at=now() + timedelta(days=held.strike_days),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return {"strike_id": made.id}


@transaction
def shut_out(ruling: Ruling, days: int) -> Effects:
    """Suspend the author; a longer suspension that runs already stays, and comes back when this one is taken back."""
    member_id, until = _author(ruling.case), now() + timedelta(days=days)
    former = db.session.get(Suspension, member_id)
    runs = former is not None and former.until > now()
    if former and runs and former.until >= until:
        return {"suspended": True, "former": {"until": former.until.isoformat(), "reason": former.reason}}
    kept = {"until": former.until.isoformat(), "reason": former.reason} if former and runs else None
    suspend(ruling.actor, member_id, until, ruling.decision.reason or _("You broke a guideline."))
    return {"suspended": True, "former": kept}


@transaction
def take_back(ruling: Ruling, effects: Effects) -> None:
    """Undo what a decision took: its sanction, its strike, its suspension."""
    if sanction_id := effects.get("sanction_id"):
        _lift(lock(Sanction, sanction_id), void=True)
    if strike_id := effects.get("strike_id"):
        lock(Strike, strike_id).void = True
    if effects.get("suspended") and db.session.get(Suspension, _author(ruling.case)) is not None:
        lift_suspension(HOUSE, _author(ruling.case))
        _suspend_as_before(_author(ruling.case), effects)


@transaction
def lift_due() -> int:
    """End the sanctions whose time is over; gives how many."""
    ended = (
        select(Sanction).where(Sanction.lifted_at.is_(None), Sanction.until_at <= now()).order_by(Sanction.id)
    ).limit(A_BATCH)
    due = db.session.scalars(ended).all()
    for sanction in due:
        _lift(sanction, void=False)
        note(HOUSE, "sanction.over", f"member:{sanction.member_id}", after={"sanction": sanction.id}, automatic=True)
    return len(due)


@transaction
def bring(actor: Actor, member_id: int, words: str) -> int:
    """Bring what somebody does here before the moderators, oneself among them; gives the case's id."""
    require(may_bring(actor, member_id, _role(member_id)))
    words = clean_source(words, LONGEST_WORDS, "words").strip()
    if not words:
        raise Refused(_("Say what happened, and where."), "words")
    return report(CONDUCT, member_id, source="moderator", by=actor, detail={"words": words})


@transaction
def end_suspension(actor: Actor, member_id: int, reason: str) -> None:
    """Let a suspended member write again before time; the decision and its strike stay."""
    require(may_bring(actor, member_id, _role(member_id)))
    if not (reason := clean_line(reason, LONGEST_REASON, "reason")):
        raise Refused(_("Say why: it stays in the log."), "reason")
    for sanction in db.session.scalars(_suspensions_of(member_id)).all():
        _lift(sanction, void=False)
    if db.session.get(Suspension, member_id) is None:
        raise Refused(_("This suspension is over already."))
    lift_suspension(actor, member_id)
    note(actor, ENDED, f"member:{member_id}", why=reason)


@transaction
def give_reasons(decision_id: int) -> None:
    """Let the author know of a decision that still holds, once."""
    decision = db.session.get(Decision, decision_id)
    case = db.session.get(Case, decision.case_id) if decision else None
    if decision is None or case is None or case.author_id is None or decision.undone_at is not None:
        return
    if db.session.get(Statement, decision_id) is None:
        db.session.add(Statement(decision_id=decision_id, member_id=case.author_id, given_at=now()))
        record(ReasonsGiven(decision_id, case.author_id))


@transaction
def resubmit(actor: Actor, sanction_id: int, source: str) -> int:
    """Put other words in the place of hidden ones and ask for another look; gives the case's id."""
    sanction = db.session.get(Sanction, sanction_id)
    if sanction is None:
        raise Denied(_("There is nothing here for you to mend."))
    sanction = lock(Sanction, sanction_id)
    require(may_resubmit(actor, sanction))
    decision = db.session.get_one(Decision, sanction.decision_id)
    former = db.session.get_one(Case, decision.case_id)
    revise = exhibits.how(former.kind).revise
    if revise is None:
        raise Refused(_("This cannot be mended by its author."))
    revise(actor, former.thing_id, source)
    _lift(sanction, void=False)
    case_id = report(
        former.kind, former.thing_id, source="held", source_id=None, by=actor, detail={"resubmits": decision.id}
    )
    case = lock(Case, case_id)
    case.lane, case.sheltered = "held", True
    record(PostResubmitted(sanction.id, case_id, sanction.member_id))
    return case_id


@transaction
def use_slow_mode(sanction_id: int) -> None:
    """Count a post of a member in slow mode."""
    db.session.execute(update(Sanction).where(Sanction.id == sanction_id).values(used_at=now()))


def _lift(sanction: Sanction, *, void: bool) -> None:
    if sanction.lifted_at is None:
        sanction.lifted_at = now()
        record(SanctionLifted(sanction.id, sanction.member_id, sanction.kind))
    sanction.void = sanction.void or void


def _suspend_as_before(member_id: int, effects: dict[str, Any]) -> None:
    """Let the longest of the other suspensions hold: one by another decision, or the one that ran before."""
    others = db.session.scalars(_suspensions_of(member_id))
    held = [(each.until_at, each.reason) for each in others if each.until_at is not None]
    if former := effects.get("former"):
        held.append((datetime.fromisoformat(former["until"]), former["reason"]))
    until, reason = max(held, default=(now(), ""))
    if until > now():
        suspend(HOUSE, member_id, until, reason or _("You broke a guideline."))


def _suspensions_of(member_id: int) -> Select[Sanction]:
    return select(Sanction).where(
        Sanction.member_id == member_id, Sanction.kind == "suspension", Sanction.lifted_at.is_(None),
        Sanction.until_at > now(),
    )  # fmt: skip


def _role(member_id: int) -> str | None:
    return db.session.scalar(select(Member.role).where(Member.id == member_id))


def _author(case: Case) -> int:
    if case.author_id is None:
        raise Refused(_("There is nobody to sanction."))
    return case.author_id
