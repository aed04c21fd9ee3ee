"""What staff can see of superfans: the list by what is wanted, one of them, notes, segments."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, or_, select

from forum.core.clock import now
from forum.core.db import Statement, read
from forum.kudos.queries import last_thanked
from forum.members.models import Member
from forum.members.queries import authors
from forum.superfans.models import Fan, FanNote, FanSegment
from forum.superfans.registry import SIGNS
from forum.superfans.weighing import reasons

ON_PAGE, MOST_REASONS = 25, 4
BEGINNING = (2**31 - 1, 0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which superfans somebody looks for: a direction, at least so many of a sign, not thanked for so many days."""

    trend: str = ""
    sign: str = ""
    least: int = 1
    unthanked: int = 0

    def stored(self) -> dict[str, Any]:
        """Give it as a segment keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class FanView:
    """A superfan as staff see them: why, in words, whom they helped, and when they were last thanked."""

    id: int
    name: str
    title: str
    avatar_url: str | None
    score: float
    former: float
    trend: str
    why: list[str]
    was: list[str]
    whom: list[str]
    thanked_at: datetime | None
    notes: int
    rank: int
    figures: dict[str, list[int]]


_notes = select(func.count()).where(FanNote.member_id == Fan.member_id).correlate(Fan).scalar_subquery()
_LIST: Statement = (
    select(
        Fan.member_id, Fan.rank, Fan.score, Fan.former, Fan.trend, Fan.figures, Fan.whom, Fan.thanked_at,
        Member.name, Member.title, Member.avatar_key, _notes.label("notes"),
    )
    .join(Member, Member.id == Fan.member_id)
    .order_by(Fan.rank.desc(), Fan.member_id)
)  # fmt: skip
_after = or_(Fan.rank < bindparam("rank"), and_(Fan.rank == bindparam("rank"), Fan.member_id > bindparam("member_id")))
_NOTES: Statement = (
    select(FanNote.id, FanNote.words, FanNote.made_at, FanNote.by_id, Member.name)
    .outerjoin(Member, Member.id == FanNote.by_id)
    .where(FanNote.member_id == bindparam("member_id"))
    .order_by(FanNote.id.desc())
)
_SEGMENTS: Statement = select(FanSegment.id, FanSegment.name, FanSegment.wanted).order_by(FanSegment.name)
_STATE: Statement = select(func.count(), func.max(Fan.reckoned_at))


def superfans(wanted: Wanted, before: tuple[int, int] = BEGINNING, most: int = ON_PAGE) -> tuple[list[FanView], bool]:
    """List those who are wanted, the strongest first; tells whether there are more."""
    statement = _LIST.where(_after, *_conditions(wanted)).limit(most + 1)
    rows = read().execute(statement, {"rank": before[0], "member_id": before[1]}).all()
    return _views(rows[:most]), len(rows) > most


def superfan(member_id: int) -> FanView | None:
    """Give one of them."""
    return next(iter(_views(read().execute(_LIST.where(Fan.member_id == member_id)).all())), None)


def notes_on(member_id: int) -> Sequence[Row[Any]]:
    """List the notes on a member, the newest first."""
    return read().execute(_NOTES, {"member_id": member_id}).all()


def segments() -> Sequence[Row[Any]]:
    """List the segments."""
    return read().execute(_SEGMENTS).all()


def state() -> tuple[int, datetime | None]:
    """Tell how many stand in the list, and when it was made."""
    row = read().execute(_STATE).one()
    return int(row[0]), row[1]


def _conditions(wanted: Wanted) -> list[Any]:
    said: list[Any] = []
    if wanted.trend:
        said.append(Fan.trend == wanted.trend)
    if wanted.sign in SIGNS:
        said.append(Fan.figures[(wanted.sign, 0)].as_integer() >= wanted.least)
    if wanted.unthanked:
        last = now() - timedelta(days=wanted.unthanked)
        said.append(or_(Fan.thanked_at.is_(None), Fan.thanked_at < last))
    return said


def _views(rows: Sequence[Row[Any]]) -> list[FanView]:
    named = authors({each for row in rows for each in row.whom})
    thanked = last_thanked([row.member_id for row in rows])
    return [
        FanView(
            id=row.member_id,
            name=row.name,
            title=row.title,
            avatar_url=f"/media/{row.avatar_key}/96.webp" if row.avatar_key else None,
            score=row.score / 10,
            former=row.former / 10,
            trend=row.trend,
            why=_said(row.figures, before=False),
            was=_said(row.figures, before=True),
            whom=[named[each].name for each in row.whom if each in named],
            thanked_at=max(filter(None, (row.thanked_at, thanked.get(row.member_id))), default=None),
            notes=row.notes,
            rank=row.rank,
            figures=row.figures,
        )
        for row in rows
    ]


def _said(figures: dict[str, list[int]], *, before: bool) -> list[str]:
    return [SIGNS[key].say(count) for key, count in reasons(figures, MOST_REASONS, before=before)]
