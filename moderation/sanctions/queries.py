"""What can be seen of sanctions: what binds a member now, what counts against them, and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from forum.core.clock import now
from forum.core.db import Moment, Statement, read
from moderation.queue.models import Case, Decision, Evidence, Hit
from moderation.sanctions.models import Sanction, Strike

MOST = 50


@dataclass(frozen=True, slots=True)
class Brake:
    """A sanction that binds a member who wants to write."""

    id: int
    kind: str
    until_at: datetime | None
    pace: int
    used_at: datetime | None

    @property
    def ready_at(self) -> datetime | None:
        """Give when the next post may come in slow mode."""
        return self.used_at + timedelta(minutes=self.pace) if self.used_at else None


@dataclass(frozen=True, slots=True)
class SanctionRow:
    """A sanction as lists show it."""

    id: int
    decision_id: int
    kind: str
    guideline: int | None
    from_at: datetime
    until_at: datetime | None
    lifted_at: datetime | None
    void: bool

    @property
    def holds(self) -> bool:
        """Tell whether it binds now."""
        return self.lifted_at is None and (self.until_at is None or self.until_at > now())


@dataclass(frozen=True, slots=True)
class StrikeRow:
    """A strike that has not decayed."""

    decision_id: int
    weight: int
    decays_at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """How a member stands: points that count, what they were given, and how many of their cases were upheld."""

    points: int
    strikes: list[StrikeRow]
    sanctions: list[SanctionRow]
    upheld: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Reasons:
    """The statement of reasons of a decision."""

    decision_id: int
    case_id: int
    kind: str
    thing_id: int
    place: str
    author_id: int | None
    verdict: str
    outcome: str
    guideline: int | None
    edition: int | None
    reason: str
    automatic: bool
    made_at: datetime
    undone_at: datetime | None
    by_id: int | None
    title: str
    html: str
    source: str
    frozen_at: datetime | None
    sources: frozenset[str]
    sanction: SanctionRow | None

    @property
    def unprompted(self) -> bool:
        """Tell whether no member, no rule and no notice brought it up."""
        return not self.sources & {"flag", "rule", "held", "notice"}


_binding = (
    Sanction.member_id == bindparam("member_id"), Sanction.lifted_at.is_(None),
    Sanction.until_at > bindparam("moment", type_=Moment),
)  # fmt: skip
_BRAKES: Statement = select(Sanction.id, Sanction.kind, Sanction.until_at, Sanction.pace, Sanction.used_at).where(
    *_binding, Sanction.kind.in_(("silence", "slow"))
)
_row = (
    Sanction.id, Sanction.decision_id, Sanction.kind, Sanction.guideline, Sanction.from_at, Sanction.until_at,
    Sanction.lifted_at, Sanction.void,
)  # fmt: skip
_SANCTIONS: Statement = (
    select(*_row).where(Sanction.member_id == bindparam("member_id")).order_by(Sanction.id.desc()).limit(MOST)
)
_OF_DECISION: Statement = select(*_row).where(Sanction.decision_id == bindparam("decision_id")).order_by(Sanction.id)
_counting = (
    Strike.member_id == bindparam("member_id"), Strike.void.is_(False),
    Strike.decays_at > bindparam("moment", type_=Moment),
)  # fmt: skip
_STRIKES: Statement = (
    select(Strike.decision_id, Strike.weight, Strike.decays_at).where(*_counting).order_by(Strike.id.desc())
)
_POINTS: Statement = select(func.coalesce(func.sum(Strike.weight), 0)).where(*_counting)
_CASES: Statement = (
    select(Decision.outcome, func.count())
    .join(Case, Case.decision_id == Decision.id)
    .where(Case.author_id == bindparam("member_id"), Case.state == "decided")
    .group_by(Decision.outcome)
)
_REASONS: Statement = (
    select(
        Decision.id, Decision.case_id, Case.kind, Case.thing_id, Case.place, Case.author_id, Decision.verdict,
        Decision.outcome, Decision.guideline, Decision.edition, Decision.reason, Decision.automatic, Decision.made_at,
        Decision.undone_at, Decision.by_id,
    )
    .join(Case, Case.id == Decision.case_id)
    .where(Decision.id == bindparam("decision_id"))
)  # fmt: skip
_SEEN: Statement = (
    select(Evidence.title, Evidence.html, Evidence.source, Evidence.frozen_at)
    .where(Evidence.case_id == bindparam("case_id"))
    .order_by(Evidence.id.desc())
    .limit(1)
)
_SOURCES: Statement = select(Hit.source).where(Hit.case_id == bindparam("case_id")).distinct()


def brakes_on(member_id: int) -> list[Brake]:
    """List what slows or silences a member now."""
    return [Brake(*row) for row in read().execute(_BRAKES, {"member_id": member_id, "moment": now()})]


def points_of(member_id: int) -> int:
    """Add up the strikes of a member that still count."""
    return int(read().execute(_POINTS, {"member_id": member_id, "moment": now()}).scalar_one())


def record_of(member_id: int) -> Record:
    """Give how a member stands."""
    given = {"member_id": member_id, "moment": now()}
    strikes = [StrikeRow(*row) for row in read().execute(_STRIKES, given)]
    sanctions = [SanctionRow(*row) for row in read().execute(_SANCTIONS, {"member_id": member_id})]
    cases = {row[0]: row[1] for row in read().execute(_CASES, {"member_id": member_id})}
    points = sum(strike.weight for strike in strikes)
    return Record(points, strikes, sanctions, cases.get("upheld", 0), cases.get("rejected", 0))


def reasons_of(decision_id: int) -> Reasons | None:
    """Give the statement of reasons of a decision."""
    row = read().execute(_REASONS, {"decision_id": decision_id}).first()
    if row is None:
        return None
    seen = read().execute(_SEEN, {"case_id": row.case_id}).first()
    sources = frozenset(read().scalars(_SOURCES, {"case_id": row.case_id}))
    given = [SanctionRow(*each) for each in read().execute(_OF_DECISION, {"decision_id": decision_id})]
    evidence: tuple[Any, ...] = tuple(seen) if seen else ("", "", "", None)
    values: list[Any] = [*row, *evidence, sources, given[-1] if given else None]
    return Reasons(*values)
