"""What moderators can see of people: notes, who shares a network or a device with them, and blocks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from forum.core.cache import cache
from forum.core.clock import now
from forum.core.db import Statement, read
from forum.members.models import Member
from moderation.people.models import Block, MemberNote, Trace
from moderation.people.networks import Barred

FRESH_S = 2.0
MANY = 12
"""What so many members share is an office or a whole mobile network, and says nothing about anybody."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The member that a page is about."""

    id: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note on a member; `name` is None when whoever wrote it has left."""

    id: int
    by_id: int | None
    name: str | None
    words: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Hint:
    """Somebody who came from the same network, or with the same device, and when last."""

    member_id: int
    name: str
    kind: str
    last_at: datetime


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block, by whom and until when."""

    id: int
    kind: str
    value: str
    reason: str
    name: str | None
    made_at: datetime
    until: datetime


_mine, _other = aliased(Trace), aliased(Trace)
_SUBJECT: Statement = select(Member.id, Member.name, Member.role).where(Member.id == bindparam("member_id"))
_NOTES: Statement = (
    select(MemberNote.id, MemberNote.by_id, Member.name, MemberNote.words, MemberNote.made_at)
    .outerjoin(Member, Member.id == MemberNote.by_id)
    .where(MemberNote.member_id == bindparam("member_id"))
    .order_by(MemberNote.id.desc())
)
_SHARED = (
    select(_mine.kind, _mine.digest)
    .join(_other, _other.digest == _mine.digest)
    .where(_mine.member_id == bindparam("member_id"))
    .group_by(_mine.kind, _mine.digest)
)
_FEW = _SHARED.having(func.count().between(2, MANY)).subquery()
_CROWDED: Statement = select(func.count()).select_from(_SHARED.having(func.count() > MANY).subquery())
_HINTS: Statement = (
    select(Trace.member_id, Member.name, Trace.kind, func.max(Trace.last_at).label("last_at"))
    .join(_FEW, _FEW.c.digest == Trace.digest)
    .join(Member, Member.id == Trace.member_id)
    .where(Trace.member_id != bindparam("member_id"))
    .group_by(Trace.member_id, Member.name, Trace.kind)
    .order_by(func.max(Trace.last_at).desc(), Trace.member_id)
)
_BLOCKS: Statement = (
    select(Block.id, Block.kind, Block.value, Block.reason, Member.name, Block.made_at, Block.until)
    .outerjoin(Member, Member.id == Block.by_id)
    .where(Block.until > bindparam("now"))
    .order_by(Block.id.desc())
)


def subject(member_id: int) -> Subject | None:
    """Give the member that is asked about."""
    row = read().execute(_SUBJECT, {"member_id": member_id}).first()
    return Subject(*row) if row else None


def notes(member_id: int) -> list[NoteView]:
    """List the notes on a member, the newest first."""
    return [NoteView(*row) for row in read().execute(_NOTES, {"member_id": member_id})]


def hints(member_id: int) -> tuple[list[Hint], int]:
    """List who shares a network or a device with a member, and count what so many share that it says nothing."""
    given = {"member_id": member_id}
    return [Hint(*row) for row in read().execute(_HINTS, given)], read().execute(_CROWDED, given).scalar_one()


def blocks() -> list[BlockView]:
    """List the blocks that hold, the newest first."""
    return [BlockView(*row) for row in read().execute(_BLOCKS, {"now": now()})]


def barred() -> list[Barred]:
    """Give what is blocked, perhaps two seconds late: asked at every way in."""
    return cache.fresh("blocks at the door", FRESH_S, lambda: [Barred(each.kind, each.value) for each in blocks()])
