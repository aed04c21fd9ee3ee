"""What can be read of the log: pages of acts for staff, and as much of them as a brand shows everybody."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Row, bindparam, cast, func, select

from forum.core.db import Statement, read
from forum.members.models import Member
from moderation.audit.models import Entry, PublicLog, Saying
from moderation.audit.registry import Period, label_of, public_acts

A_PAGE = 50
USUAL_DEGREE = "counts"


@dataclass(frozen=True, slots=True)
class ActView:
    """An act as the log tells it; `name` is None for the house itself."""

    id: int
    made_at: datetime
    actor_id: int | None
    name: str | None
    role: str
    automatic: bool
    act: str
    subject: str
    guideline: int | None
    edition: int | None
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> Any:
        """Say what it is called."""
        return label_of(self.act)

    @property
    def differences(self) -> list[tuple[str, Any, Any]]:
        """List what was before and after, name by name."""
        before, after = self.said.get("before") or {}, self.said.get("after") or {}
        return [(name, before.get(name), after.get(name)) for name in sorted(before.keys() | after.keys())]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which acts somebody wants to see."""

    act: str = ""
    actor_id: int | None = None
    subject: str = ""
    period: Period | None = None
    by: str = ""
    """"people", "rules" or anybody."""


_ACTS: Statement = (
    select(
        Entry.id, Entry.made_at, Entry.actor_id, Member.name, Entry.role, Entry.automatic, Entry.act, Entry.subject,
        Entry.guideline, Entry.edition, Saying.words,
    )
    .outerjoin(Member, Member.id == Entry.actor_id)
    .outerjoin(Saying, Saying.entry_id == Entry.id)
    .where(Entry.id < bindparam("before"))
    .order_by(Entry.id.desc())
    .limit(bindparam("size"))
)  # fmt: skip
_DEGREE: Statement = select(PublicLog.degree).where(PublicLog.brand_id == bindparam("brand_id"))
_NAMES: Statement = select(Entry.act).distinct().order_by(Entry.act)
_BY_ACT: Statement = (
    select(Entry.act, func.count(), func.sum(cast(Entry.automatic, Integer)))
    .where(Entry.act.in_(bindparam("acts", expanding=True)))
    .where(Entry.made_at >= bindparam("start"), Entry.made_at < bindparam("end"))
    .group_by(Entry.act)
    .order_by(Entry.act)
)
NEWEST = 2**62


def acts(wanted: Wanted, before: int = NEWEST, size: int = A_PAGE) -> list[ActView]:
    """List the acts that somebody wants to see, the newest first, from before a number on."""
    statement = _ACTS
    if wanted.act:
        statement = statement.where(Entry.act == wanted.act)
    if wanted.actor_id is not None:
        statement = statement.where(Entry.actor_id == wanted.actor_id)
    if wanted.subject:
        statement = statement.where(Entry.subject == wanted.subject)
    if wanted.by:
        statement = statement.where(Entry.automatic.is_(wanted.by == "rules"))
    if wanted.period:
        statement = statement.where(Entry.made_at >= wanted.period.start, Entry.made_at < wanted.period.end)
    return _views(read().execute(statement, {"before": before, "size": size}).all())


def known_acts() -> list[str]:
    """List the kinds of act that are in the log."""
    return list(read().scalars(_NAMES))


def public_log(before: int = NEWEST, size: int = A_PAGE) -> list[ActView]:
    """List the acts that belong in the public log, the newest first."""
    statement = _ACTS.where(Entry.act.in_(public_acts()))
    return _views(read().execute(statement, {"before": before, "size": size}).all())


def counts(period: Period, names: Sequence[str] | None = None) -> list[tuple[str, int, int]]:
    """Count the acts of a period by kind: how many, and how many of them automatic."""
    given = {"acts": public_acts() if names is None else list(names), "start": period.start, "end": period.end}
    return [(name, total, automatic or 0) for name, total, automatic in read().execute(_BY_ACT, given)]


def degree_of(brand_id: int) -> str:
    """Tell how much of the log a brand shows everybody."""
    chosen: str | None = read().execute(_DEGREE, {"brand_id": brand_id}).scalar()
    return chosen or USUAL_DEGREE


def _views(rows: Sequence[Row[Any]]) -> list[ActView]:
    return [_view(**row._mapping) for row in rows]


def _view(words: str | None, **rest: Any) -> ActView:
    return ActView(**rest, said=json.loads(words) if words else {})
