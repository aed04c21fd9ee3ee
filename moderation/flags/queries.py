"""What can be seen of flags: one's own, and how right members were with theirs."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Integer, bindparam, cast, func, select

from forum.core.access import Actor
from forum.core.clock import now
from forum.core.db import Statement, read
from forum.core.review import KINDS
from forum.members.models import Member
from moderation.flags.models import Flag
from moderation.flags.weighing import REMEMBERED, weight
from moderation.queue.models import Case

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class FlagView:
    """A flag as its maker sees it; `title` and `address` are empty where the thing is not before them any more."""

    id: int
    kind: str
    thing_id: int
    guideline: int
    words: str
    made_at: datetime
    withdrawn_at: datetime | None
    outcome: str
    title: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """How often a member was right and wrong with flags, and what the next one counts."""

    member_id: int
    name: str
    right: int
    wrong: int

    @property
    def weight(self) -> float:
        """Give what the next flag of this member counts."""
        return weight(self.right, self.wrong)


_MINE: Statement = (
    select(
        Flag.id, Flag.kind, Flag.thing_id, Flag.guideline, Flag.words, Flag.made_at, Flag.withdrawn_at, Flag.outcome,
        Case.title,
    )
    .join(Case, Case.id == Flag.case_id)
    .where(Flag.member_id == bindparam("member_id"))
    .order_by(Flag.id.desc())
    .limit(MOST_SHOWN)
)  # fmt: skip
_OWN: Statement = select(Flag.id, Flag.outcome, Flag.withdrawn_at).where(
    Flag.member_id == bindparam("member_id"), Flag.kind == bindparam("kind"), Flag.thing_id == bindparam("thing_id")
)
_right, _wrong = (func.sum(cast(Flag.outcome == word, Integer)) for word in ("upheld", "rejected"))
_counted = (Flag.withdrawn_at.is_(None), Flag.outcome != "", Flag.settled_at >= bindparam("since"))
_RECORD: Statement = select(_right, _wrong).where(Flag.member_id == bindparam("member_id"), *_counted)
_RECORDS: Statement = (
    select(Member.id, Member.name, _right, _wrong)
    .join(Flag, Flag.member_id == Member.id)
    .where(*_counted)
    .group_by(Member.id, Member.name)
    .order_by(func.count().desc(), Member.id)
    .limit(MOST_SHOWN)
)


def seen_at(actor: Actor, kind: str, thing_id: int) -> str | None:
    """Give the address at which an actor has a thing before them, or None."""
    how = KINDS.get(kind)
    return how.seen(actor, thing_id) if how is not None and how.seen is not None else None


def flags_of(actor: Actor) -> list[FlagView]:
    """List an actor's flags, the newest first."""
    rows = read().execute(_MINE, {"member_id": actor.member_id}).all()
    return [_as_seen(actor, FlagView(*row)) for row in rows]


def raised(actor: Actor, kind: str, thing_id: int) -> bool:
    """Tell whether an actor has a flag on a thing that they did not take back."""
    row = read().execute(_OWN, {"member_id": actor.member_id, "kind": kind, "thing_id": thing_id}).first()
    return row is not None and row.withdrawn_at is None


def weight_of(member_id: int) -> float:
    """Give what the next flag of a member counts."""
    right, wrong = read().execute(_RECORD, {"member_id": member_id, "since": now() - REMEMBERED}).one()
    return weight(right or 0, wrong or 0)


def records() -> list[Record]:
    """List how right members were with their flags, those with most flags first."""
    return [Record(*row) for row in read().execute(_RECORDS, {"since": now() - REMEMBERED})]


def _as_seen(actor: Actor, view: FlagView) -> FlagView:
    address = seen_at(actor, view.kind, view.thing_id) or ""
    return replace(view, address=address, title=view.title if address else "")
