"""What staff can see of rules: the list with its record, one rule, its hits, its replays, the classifiers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, select

from forum.core.clock import now
from forum.core.db import Moment, Statement, read
from forum.members.models import Member
from moderation.screening.models import Classifier, Replay, Rule, RuleHit

COUNTED_DAYS = 30
MOST_HITS = 50
MOST_ON_PAGE = 20_000
"""Letters of a rule's entries that its page shows; a longer list is changed by importing another one."""


@dataclass(frozen=True, slots=True)
class Record:
    """How a rule has done: hits of thirty days, and what moderators made of all its hits so far."""

    hits: int = 0
    upheld: int = 0
    rejected: int = 0

    @property
    def right(self) -> int | None:
        """Give how many in a hundred decided hits were right, or None where none was decided."""
        decided = self.upheld + self.rejected
        return round(100 * self.upheld / decided) if decided else None


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule as the list of rules shows it."""

    id: int
    kind: str
    title: str
    mode: str
    guideline: int | None
    version: int
    changed_at: datetime
    settings: dict[str, Any]
    record: Record


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit of a rule."""

    mode: str
    kind: str
    thing_id: int | None
    author: str | None
    why: list[list[str]]
    case_id: int | None
    outcome: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ReplayView:
    """A replay as its page shows it."""

    id: int
    rule_id: int
    title: str
    kind: str
    version: int
    current: int
    state: str
    since: datetime
    total: int
    seen: int
    hits: int
    upheld: int
    rejected: int
    authors: int
    examples: list[dict[str, Any]]
    asked_at: datetime
    ended_at: datetime | None

    @property
    def running(self) -> bool:
        """Tell whether it goes on."""
        return self.state in {"waiting", "running"}

    @property
    def holds(self) -> bool:
        """Tell whether it says something of the rule as it is now."""
        return self.state == "done" and self.version == self.current


@dataclass(frozen=True, slots=True)
class ClassifierView:
    """A trained classifier with its account of itself."""

    id: int
    task: str
    used: bool
    made_at: datetime
    figures: dict[str, Any]


def _sum(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


_RECORDS: Statement = select(
    RuleHit.rule_id,
    _sum(RuleHit.made_at >= bindparam("since", type_=Moment)).label("hits"),
    _sum(RuleHit.outcome == "upheld").label("upheld"),
    _sum(RuleHit.outcome == "rejected").label("rejected"),
).group_by(RuleHit.rule_id)
_RULES: Statement = select(
    Rule.id, Rule.kind, Rule.title, Rule.mode, Rule.guideline, Rule.version, Rule.changed_at, Rule.settings
).order_by(Rule.id)
_ENTRIES: Statement = select(Rule.entries).where(Rule.id == bindparam("id"))
_HITS: Statement = (
    select(
        RuleHit.mode, RuleHit.kind, RuleHit.thing_id, Member.name.label("author"), RuleHit.why, RuleHit.case_id,
        RuleHit.outcome, RuleHit.made_at,
    )
    .outerjoin(Member, Member.id == RuleHit.author_id)
    .where(RuleHit.rule_id == bindparam("id"))
    .order_by(RuleHit.id.desc())
    .limit(MOST_HITS)
)  # fmt: skip
_REPLAY: Statement = select(
    Replay.id, Replay.rule_id, Rule.title, Rule.kind, Replay.version, Rule.version.label("current"), Replay.state,
    Replay.since, Replay.total, Replay.seen, Replay.hits, Replay.upheld, Replay.rejected, Replay.authors,
    Replay.examples, Replay.asked_at, Replay.ended_at,
).join(Rule, Rule.id == Replay.rule_id)  # fmt: skip
_CLASSIFIERS: Statement = select(
    Classifier.id, Classifier.task, Classifier.used, Classifier.made_at, Classifier.figures
).order_by(Classifier.id.desc())


def rules() -> list[RuleView]:
    """List all rules with how they have done."""
    records = {row.rule_id: Record(row.hits, row.upheld, row.rejected) for row in _records()}
    return [_view(row, records.get(row.id, Record())) for row in read().execute(_RULES)]


def rule(rule_id: int) -> RuleView | None:
    """Give one rule, or None."""
    return next((view for view in rules() if view.id == rule_id), None)


def entries_of(rule_id: int) -> str:
    """Give the entries of a rule as they were typed or imported."""
    return read().execute(_ENTRIES, {"id": rule_id}).scalar() or ""


def hits_of(rule_id: int) -> list[HitView]:
    """List the last hits of a rule."""
    return [HitView(*row) for row in read().execute(_HITS, {"id": rule_id})]


def replay(replay_id: int) -> ReplayView | None:
    """Give one replay, or None."""
    row = read().execute(_REPLAY.where(Replay.id == replay_id)).first()
    return ReplayView(*row) if row else None


def last_replay(rule_id: int) -> ReplayView | None:
    """Give the last replay of a rule, or None."""
    statement = _REPLAY.where(Replay.rule_id == rule_id).order_by(Replay.id.desc()).limit(1)
    row = read().execute(statement).first()
    return ReplayView(*row) if row else None


def classifiers() -> list[ClassifierView]:
    """List the classifiers, the newest first."""
    return [ClassifierView(*row) for row in read().execute(_CLASSIFIERS)]


def _records() -> Sequence[Any]:
    return read().execute(_RECORDS, {"since": now() - timedelta(days=COUNTED_DAYS)}).all()


def _view(row: Any, record: Record) -> RuleView:
    return RuleView(
        id=row.id, kind=row.kind, title=row.title, mode=row.mode, guideline=row.guideline, version=row.version,
        changed_at=row.changed_at, settings=row.settings, record=record,
    )  # fmt: skip
