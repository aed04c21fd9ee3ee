"""What can be seen of the queue: a page of it, one case with all that led to it, and what others do meanwhile.

Every statement is made once and reads a bounded number of rows, so that ten thousand open cases cost what ten do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, func, or_, select, tuple_

from forum.categories.queries import tree
from forum.core.access import Actor
from forum.core.clock import now
from forum.core.db import Moment, Statement, read
from moderation.queue.models import Case, CaseNote, Decision, Evidence, Hit, PreparedNote
from moderation.queue.policy import UNDO_FOR, tends
from moderation.queue.registry import REVERSAL

PAGE = 25
MOST_COUNTED = 100
LANES = ("flagged", "held", "newcomer", "appeal", "remote")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as the queue lists it."""

    id: int
    kind: str
    thing_id: int
    lane: str
    place: str
    author_id: int | None
    title: str
    excerpt: str
    likeness: str
    state: str
    version: int
    priority: float
    parts: dict[str, float]
    sheltered: bool
    late: bool
    opened_at: datetime
    looked_at: datetime | None
    due_at: datetime
    escalated_at: datetime | None
    claimed_by_id: int | None
    claimed_until: datetime | None
    decision_id: int | None

    def claimed_by(self, actor: Actor) -> int | None:
        """Give who else looks at it just now."""
        busy = self.claimed_until is not None and self.claimed_until > now()
        return self.claimed_by_id if busy and self.claimed_by_id != actor.member_id else None


@dataclass(frozen=True, slots=True)
class HitRow:
    """One reason for a case."""

    id: int
    case_id: int
    source: str
    source_id: int | None
    by_id: int | None
    guideline: int | None
    edition: int | None
    weight: float
    detail: dict[str, Any]
    outcome: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """The thing as it was when a hit came."""

    title: str
    source: str
    html: str
    pictures: list[str]
    frozen_at: datetime


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A line about a case."""

    by_id: int | None
    shared: bool
    words: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as the case's page lists it."""

    id: int
    case_id: int
    verdict: str
    outcome: str
    guideline: int | None
    reason: str
    by_id: int | None
    automatic: bool
    made_at: datetime
    reverts_id: int | None
    undone_at: datetime | None

    @property
    def reversible(self) -> bool:
        """Tell whether it holds and can be found wrong."""
        return self.undone_at is None and self.verdict != REVERSAL


@dataclass(frozen=True, slots=True)
class Prepared:
    """Words that moderators use again."""

    id: int
    title: str
    words: str
    guideline: int | None


ROW = (
    Case.id, Case.kind, Case.thing_id, Case.lane, Case.place, Case.author_id, Case.title, Case.excerpt, Case.likeness,
    Case.state, Case.version, Case.priority, Case.parts, Case.sheltered, Case.late, Case.opened_at, Case.looked_at,
    Case.due_at, Case.escalated_at, Case.claimed_by_id, Case.claimed_until, Case.decision_id,
)  # fmt: skip
MINE = (
    Case.state == "open",
    Case.place.in_(bindparam("places", expanding=True)),
    or_(Case.author_id.is_(None), Case.author_id != bindparam("me")),
)
NEWEST = (Case.priority.desc(), Case.id.desc())
_TOP: Statement = select(*ROW).where(*MINE).order_by(*NEWEST).limit(PAGE + 1)
_after = tuple_(Case.priority, Case.id) < tuple_(bindparam("priority"), bindparam("id"))
_NEXT: Statement = select(*ROW).where(*MINE, _after).order_by(*NEWEST).limit(PAGE + 1)
_in_lane = Case.lane == bindparam("lane")
_TOP_OF: Statement = select(*ROW).where(*MINE, _in_lane).order_by(*NEWEST).limit(PAGE + 1)
_NEXT_OF: Statement = select(*ROW).where(*MINE, _in_lane, _after).order_by(*NEWEST).limit(PAGE + 1)
_ONE: Statement = select(*ROW).where(Case.id == bindparam("case_id"))
_HITS: Statement = (
    select(
        Hit.id, Hit.case_id, Hit.source, Hit.source_id, Hit.by_id, Hit.guideline, Hit.edition, Hit.weight, Hit.detail,
        Hit.outcome, Hit.made_at,
    )
    .where(Hit.case_id.in_(bindparam("ids", expanding=True)))
    .order_by(Hit.id)
    .limit(500)
)  # fmt: skip
_EVIDENCE: Statement = (
    select(Evidence.title, Evidence.source, Evidence.html, Evidence.pictures, Evidence.frozen_at)
    .where(Evidence.case_id == bindparam("case_id"))
    .order_by(Evidence.id)
)
_NOTES: Statement = (
    select(CaseNote.by_id, CaseNote.shared, CaseNote.words, CaseNote.made_at)
    .where(CaseNote.case_id == bindparam("case_id"))
    .order_by(CaseNote.id)
)
_decision = (
    Decision.id, Decision.case_id, Decision.verdict, Decision.outcome, Decision.guideline, Decision.reason,
    Decision.by_id, Decision.automatic, Decision.made_at, Decision.reverts_id, Decision.undone_at,
)  # fmt: skip
_DECISIONS: Statement = select(*_decision).where(Decision.case_id == bindparam("case_id")).order_by(Decision.id.desc())
_UNDOABLE: Statement = (
    select(*_decision)
    .where(
        Decision.by_id == bindparam("me"),
        Decision.made_at > bindparam("since", type_=Moment),
        Decision.undone_at.is_(None),
        Decision.reverts_id.is_(None),
    )
    .order_by(Decision.id.desc())
    .limit(1)
)
_LOAD: Statement = select(func.count()).where(
    Decision.by_id == bindparam("me"), Decision.made_at > bindparam("since", type_=Moment)
)
_PREPARED: Statement = select(PreparedNote.id, PreparedNote.title, PreparedNote.words, PreparedNote.guideline).order_by(
    PreparedNote.title
)
_TALKS: Statement = (
    select(Case.id, Case.title, func.max(CaseNote.made_at))
    .join(CaseNote, CaseNote.case_id == Case.id)
    .where(Case.author_id == bindparam("me"), CaseNote.shared)
    .group_by(Case.id, Case.title)
    .order_by(func.max(CaseNote.made_at).desc())
    .limit(50)
)


def _counted(lane: str | None) -> Any:
    some = select(Case.id).where(*MINE, *([Case.lane == lane] if lane else [])).limit(MOST_COUNTED).subquery()
    return select(func.count()).select_from(some).scalar_subquery().label(lane or "all")


_COUNTS: Statement = select(_counted(None), *(_counted(lane) for lane in LANES))


def places_of(actor: Actor) -> list[str]:
    """List the places whose cases a moderator sees: theirs, as far as they see them; "" is the whole house (S18)."""
    seen = [f"category:{node.id}" for top in tree(actor.audiences) for node in top.within()]
    return [place for place in ["", *seen] if tends(actor, place)]


def queue(actor: Actor, lane: str | None = None, after: int | None = None) -> tuple[list[CaseRow], int | None]:
    """List a page of open cases, the most urgent first, and the case after which the next page begins."""
    given: dict[str, Any] = given_to(actor) | ({"lane": lane} if lane else {})
    last = case_by_id(after) if after else None
    if last is not None:
        statement = _NEXT_OF if lane else _NEXT
        given |= {"priority": last.priority, "id": last.id}
    else:
        statement = _TOP_OF if lane else _TOP
    rows = [CaseRow(*row) for row in read().execute(statement, given)]
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def counts(actor: Actor) -> dict[str, int]:
    """Count the open cases of each lane, up to a hundred."""
    row = read().execute(_COUNTS, given_to(actor)).one()
    return dict(row._mapping)


def case_by_id(case_id: int) -> CaseRow | None:
    """Give a case, whoever asks: whether they may look is the policy's question."""
    row = read().execute(_ONE, {"case_id": case_id}).first()
    return CaseRow(*row) if row else None


def hits_of(case_ids: Sequence[int]) -> dict[int, list[HitRow]]:
    """List the hits of some cases, by case."""
    found: dict[int, list[HitRow]] = {case_id: [] for case_id in case_ids}
    for row in read().execute(_HITS, {"ids": list(case_ids)}) if case_ids else ():
        found[row.case_id].append(HitRow(*row))
    return found


def evidence_of(case_id: int) -> list[EvidenceRow]:
    """List the frozen copies of a case, the oldest first."""
    return [EvidenceRow(*row) for row in read().execute(_EVIDENCE, {"case_id": case_id})]


def notes_of(case_id: int) -> list[NoteRow]:
    """List what was said about a case."""
    return [NoteRow(*row) for row in read().execute(_NOTES, {"case_id": case_id})]


def decisions_of(case_id: int) -> list[DecisionRow]:
    """List what was decided of a case, the newest first."""
    return [DecisionRow(*row) for row in read().execute(_DECISIONS, {"case_id": case_id})]


def undoable(actor: Actor) -> DecisionRow | None:
    """Give the decision that a moderator made within the last ten seconds."""
    row = read().execute(_UNDOABLE, {"me": actor.member_id, "since": now() - UNDO_FOR}).first()
    return DecisionRow(*row) if row else None


def decided_today(actor: Actor) -> int:
    """Count what a moderator decided in the last day."""
    return int(read().execute(_LOAD, {"me": actor.member_id, "since": now() - timedelta(days=1)}).scalar_one())


def prepared_notes() -> list[Prepared]:
    """List the words that moderators use again."""
    return [Prepared(*row) for row in read().execute(_PREPARED)]


def talks_of(member_id: int) -> Sequence[Row[Any]]:
    """List the cases in which moderators wrote to a member: id, title, last line."""
    return read().execute(_TALKS, {"me": member_id}).all()


def given_to(actor: Actor) -> dict[str, Any]:
    """Give what `MINE` asks for: the places and the id of a moderator."""
    return {"places": places_of(actor), "me": actor.member_id or 0}
