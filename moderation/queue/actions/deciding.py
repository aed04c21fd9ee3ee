"""How cases are decided, and how a decision is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update

from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import db, lock
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text import clean_line
from forum.core.transaction import transaction
from forum.members.models import Member
from moderation.audit.actions import note
from moderation.guidelines.queries import current_edition
from moderation.queue import policy
from moderation.queue.actions.reporting import rank
from moderation.queue.events import CaseDecided, DecisionReversed, DecisionUndone
from moderation.queue.models import LONGEST_REASON, Case, Decision, Hit
from moderation.queue.registry import REVERSAL, VERDICTS, Ruling, Verdict, proposal

MOST_AT_ONCE = 200
KEEP = "keep"


@dataclass(frozen=True, slots=True)
class _Said:
    """A decision as it was asked for."""

    guideline: int | None
    reason: str
    more: dict[str, Any]
    automatic: bool


def decide(
    actor: Actor,
    case_id: int,
    verdict: str,
    *,
    guideline: int | None = None,
    reason: str = "",
    seen_version: int | None = None,
    automatic: bool = False,
    **more: Any,
) -> int:
    """Decide a case as it was seen; gives the decision's id.

    `more` holds what the verdict asks for, such as days. Refused with the name of whoever was faster where the case
    was decided, or changed, since `seen_version`.
    """
    return _decide(actor, case_id, verdict, seen_version, _Said(guideline, reason, more, automatic))


@transaction
def decide_alike(
    actor: Actor,
    seen: Sequence[tuple[int, int | None]],
    verdict: str,
    *,
    guideline: int | None,
    reason: str,
    **more: Any,
) -> list[int]:
    """Decide several cases in the same way, all or none; `seen` pairs each with the version that was looked at.

    Those after the first are marked as `alike`, and with the decision that they join where its author is the same.
    """
    made: list[int] = []
    first: dict[int | None, int] = {}
    for case_id, version in seen[:MOST_AT_ONCE]:
        author_id = _case(case_id).author_id
        marks = {"alike": bool(made), "joins": first.get(author_id)} if made else {}
        made.append(_decide(actor, case_id, verdict, version, _Said(guideline, reason, more | marks, automatic=False)))
        first.setdefault(author_id, made[-1])
    return made


@transaction
def undo(actor: Actor, decision_id: int) -> None:
    """Take back one's own decision within ten seconds: the case is open again."""
    decision, case = _decision(decision_id)
    require(policy.may_undo(actor, decision, now()) or policy.may_look(actor, case))
    _take_back(actor, case, decision)
    decision.undone_at = now()
    _reopen(case)
    hits = _settle(case, "")
    note(actor, "decision.undone", f"case:{case.id}", before={"verdict": decision.verdict})
    record(DecisionUndone(case.id, decision.id, actor.member_id, hits))


@transaction
def reverse(actor: Actor, decision_id: int, reason: str) -> int:
    """Find a decision wrong: undo all that it did, and hold it against its hits; gives the id of the reversal.

    A thing that was taken comes back; one that was kept waits again.
    """
    decision, case = _decision(decision_id)
    require(policy.may_reverse(actor, case, decision))
    if not (reason := clean_line(reason, LONGEST_REASON, "reason")):
        raise Refused(_("Say why: it stays with the case."), "reason")
    made = Decision(
        case_id=case.id, verdict=REVERSAL, outcome="rejected" if decision.outcome == "upheld" else "",
        reason=reason, more={}, effects={}, by_id=actor.member_id, made_at=now(), reverts_id=decision.id,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    _take_back(actor, case, decision)
    decision.undone_at = now()
    if decision.outcome == "upheld":
        made.effects = _keeping(case).apply(Ruling(actor, case, made))
        case.decision_id, case.version = made.id, case.version + 1
    else:
        _reopen(case)
    return _told_of_reversal(actor, case, made, decision)


@transaction
def reinstate(actor: Actor, reversal_id: int) -> None:
    """Let a decision hold again after all, because its reversal is taken back."""
    reversal, case = _decision(reversal_id)
    if reversal.verdict != REVERSAL or reversal.undone_at is not None:
        raise Refused(_("This decision is taken back already."))
    original = lock(Decision, reversal.reverts_id)
    if original.outcome == "upheld":
        _keeping(case).undo(Ruling(actor, case, reversal), reversal.effects)
    reversal.undone_at, original.undone_at = now(), None
    original.effects = VERDICTS[original.verdict].apply(Ruling(actor, case, original))
    case.state, case.decided_at, case.decision_id, case.version = "decided", now(), original.id, case.version + 1
    hits = _settle(case, original.outcome)
    note(actor, "decision.reinstated", f"case:{case.id}", after={"verdict": original.verdict})
    record(_decided(case, original, hits))


@transaction
def _decide(actor: Actor, case_id: int, name: str, seen_version: int | None, said: _Said) -> int:
    case = _case(case_id)
    require(policy.may_look(actor, case))
    _refuse_late(case, seen_version)
    made = _ready(actor, case, name, said)
    db.session.add(made)
    db.session.flush()
    verdict = VERDICTS[name]
    made.effects = verdict.apply(Ruling(actor, case, made))
    case.state, case.decided_at, case.decision_id = "decided", now(), made.id
    case.version += 1
    case.looked_at = case.looked_at or now()
    case.claimed_by_id = case.claimed_until = None
    hits = _settle(case, verdict.outcome)
    note(
        actor, "case.decided", f"case:{case.id}", why=made.reason, guideline=made.guideline, edition=made.edition,
        after={"verdict": name, "thing": f"{case.kind}:{case.thing_id}", "decision": made.id} | made.more,
        automatic=said.automatic,
    )  # fmt: skip
    record(_decided(case, made, hits))
    return made.id


def _ready(actor: Actor, case: Case, name: str, said: _Said) -> Decision:
    """Check what was asked for, and make the decision of it."""
    verdict = VERDICTS.get(name)
    if verdict is None or not verdict.fits(case.kind):
        raise Refused(_("Choose what is to be done."), "verdict")
    require(verdict.may(actor, case))
    reason = clean_line(said.reason, LONGEST_REASON, "reason")
    if "guideline" in verdict.asks and said.guideline is None:
        raise Refused(_("Name the guideline: the member will read it."), "guideline")
    if "reason" in verdict.asks and not reason:
        raise Refused(_("Say why: the member will read it."), "reason")
    proposed = proposal(actor, case, said.guideline)
    return Decision(
        case_id=case.id, verdict=name, outcome=verdict.outcome, guideline=said.guideline,
        edition=current_edition() if said.guideline is not None else None, reason=reason,
        more={key: value for key, value in said.more.items() if value is not None}, effects={},
        proposed=proposed[0] if proposed else "", by_id=actor.member_id, automatic=said.automatic, made_at=now(),
    )  # fmt: skip


def _refuse_late(case: Case, seen_version: int | None) -> None:
    """Stop a second decision, and one on what was not seen."""
    if case.state != "open":
        made = db.session.get(Decision, case.decision_id) if case.decision_id else None
        name = db.session.scalar(select(Member.name).where(Member.id == made.by_id)) if made and made.by_id else None
        label = str(VERDICTS[made.verdict].label) if made and made.verdict in VERDICTS else ""
        raise Refused(
            _("%(name)s decided this meanwhile: %(verdict)s. Nothing was done twice.", name=name, verdict=label)
            if name
            else _("This case is decided already.")
        )
    if seen_version is not None and seen_version != case.version:
        raise Refused(_("Something was added to this case while you looked. Look again, then decide."))


def _take_back(actor: Actor, case: Case, decision: Decision) -> None:
    if decision.verdict == REVERSAL:
        raise Refused(_("A reversal is undone where it was decided."))
    VERDICTS[decision.verdict].undo(Ruling(actor, case, decision), decision.effects)


def _keeping(case: Case) -> Verdict:
    """Give the verdict that lets a thing stand, as its kind understands that."""
    return next(each for each in VERDICTS.values() if each.fits(case.kind) and each.outcome == "rejected")


def _reopen(case: Case) -> None:
    case.state, case.decided_at, case.decision_id, case.version = "open", None, None, case.version + 1
    rank(case)


def _told_of_reversal(actor: Actor, case: Case, made: Decision, decision: Decision) -> int:
    hits = _settle(case, made.outcome)
    note(
        actor, "decision.reversed", f"case:{case.id}", why=made.reason, guideline=decision.guideline,
        edition=decision.edition, before={"verdict": decision.verdict, "decision": decision.id},
    )  # fmt: skip
    record(
        DecisionReversed(
            case.id, made.id, decision.id, made.outcome, case.kind, case.thing_id, case.author_id, actor.member_id, hits
        )
    )
    return made.id


def _decided(case: Case, made: Decision, hits: list[list[str | int | None]]) -> CaseDecided:
    return CaseDecided(
        case.id, made.id, made.verdict, made.outcome, case.kind, case.thing_id, case.author_id, made.by_id,
        made.automatic, hits,
    )  # fmt: skip


def _settle(case: Case, outcome: str) -> list[list[str | int | None]]:
    """Tell every hit what became of it; gives them by source and source id."""
    db.session.flush()
    db.session.execute(update(Hit).where(Hit.case_id == case.id).values(outcome=outcome))
    return [list(row) for row in db.session.execute(select(Hit.source, Hit.source_id).where(Hit.case_id == case.id))]


def _case(case_id: int) -> Case:
    if db.session.get(Case, case_id) is None:
        raise Refused(_("There is no such case."))
    return lock(Case, case_id)


def _decision(decision_id: int) -> tuple[Decision, Case]:
    """Lock a decision and first its case, so that two who take it back do it once."""
    decision = db.session.get(Decision, decision_id)
    if decision is None:
        raise Refused(_("There is no such decision."))
    case = lock(Case, decision.case_id)
    return lock(Decision, decision_id), case
