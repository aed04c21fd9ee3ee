"""What can be seen of boards: pages that cost the same at any depth, and anybody's place without counting members."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select, tuple_

from forum.core.clock import now
from forum.core.db import Moment, Statement, read
from forum.core.paging import LARGEST_ID, Page
from forum.leaderboards.buckets import bucket_of, highest_in
from forum.leaderboards.models import WHOLE, Absence, BoardRules, Bucket, Medal, Period, Standing
from forum.members.models import Member
from forum.members.queries import Author

PAGE = 50
IN_RAIL = 5
MOST_POINTS = 2**31 - 1
MOST_SEASONS = 40


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A period as its boards are headed."""

    id: int
    kind: str
    number: int
    name: str
    begins_at: datetime
    ends_at: datetime
    closed_at: datetime | None
    thread_id: int | None

    @property
    def title(self) -> str:
        """Give what a season is called."""
        return self.name or _("Season %(number)s", number=self.number)


@dataclass(frozen=True, slots=True)
class Rank:
    """A row of a board: whoever has the same points shares the place."""

    place: int
    member: Author
    points: int


@dataclass(frozen=True, slots=True)
class Mine:
    """A reader's own place: None where they stand nowhere yet; `ahead` are the points to the next place."""

    place: int | None
    points: int
    ahead: int | None
    absent: bool


@dataclass(frozen=True, slots=True)
class MedalView:
    """A medal of a season."""

    place: int
    member: Author
    points: int
    season: PeriodView


_period = (
    Period.id, Period.kind, Period.number, Period.name, Period.begins_at, Period.ends_at, Period.closed_at,
    Period.thread_id,
)  # fmt: skip
_author = (Member.id.label("member_id"), Member.name, Member.title, Member.role, Member.avatar_key, Member.flair)
_NOW: Statement = (
    select(*_period)
    .where(
        Period.kind == bindparam("kind"), Period.begins_at <= bindparam("moment", type_=Moment),
        Period.ends_at > bindparam("moment", type_=Moment),
    )
    .order_by(Period.begins_at.desc())
    .limit(1)
)  # fmt: skip
_ONE: Statement = select(*_period).where(Period.id == bindparam("period_id"))
_SEASONS: Statement = (
    select(*_period).where(Period.kind == "season").order_by(Period.begins_at.desc()).limit(MOST_SEASONS)
)
_on_board = (Standing.period_id == bindparam("period_id"), Standing.place_id == bindparam("place_id"))
_ROWS: Statement = (
    select(*_author, Standing.points)
    .join(Member, Member.id == Standing.member_id)
    .where(*_on_board, tuple_(Standing.points, Standing.member_id) < tuple_(bindparam("points"), bindparam("behind")))
    .order_by(Standing.points.desc(), Standing.member_id.desc())
    .limit(bindparam("most"))
)
_FIRST_OF_WEEK: Statement = (
    select(*_author, Standing.points)
    .join(Member, Member.id == Standing.member_id)
    .join(Period, Period.id == Standing.period_id)
    .where(
        Period.kind == bindparam("kind"), Period.begins_at <= bindparam("moment", type_=Moment),
        Period.ends_at > bindparam("moment", type_=Moment), Standing.place_id == WHOLE,
    )
    .order_by(Standing.points.desc(), Standing.member_id.desc())
    .limit(IN_RAIL)
)  # fmt: skip
_higher = (
    select(func.coalesce(func.sum(Bucket.members), 0))
    .where(
        Bucket.period_id == bindparam("period_id"), Bucket.place_id == bindparam("place_id"),
        Bucket.bucket > bindparam("bucket"),
    )
    .scalar_subquery()
)  # fmt: skip
_beside = (
    select(func.count())
    .select_from(Standing)
    .where(*_on_board, Standing.points > bindparam("points"), Standing.points <= bindparam("highest"))
    .scalar_subquery()
)
_ABOVE = select(_higher + _beside)
_MINE: Statement = select(Standing.points).where(*_on_board, Standing.member_id == bindparam("member_id"))
_next = select(func.min(Standing.points)).where(*_on_board, Standing.points > bindparam("points")).scalar_subquery()
_ABOVE_AND_NEXT = select(_higher + _beside, _next)
_SIZE = select(func.coalesce(func.sum(Bucket.members), 0)).where(
    Bucket.period_id == bindparam("period_id"), Bucket.place_id == bindparam("place_id")
)
_ABSENT: Statement = select(Absence.member_id).where(Absence.member_id == bindparam("member_id"))
_medals: Statement = (
    select(
        Medal.place,
        Medal.points.label("medal_points"),
        *_author,
        *_period[:3],
        Period.name.label("season_name"),
        *_period[4:],
    )
    .join(Member, Member.id == Medal.member_id)
    .join(Period, Period.id == Medal.period_id)
)
_MEDALS_OF_SEASONS = _medals.where(Medal.period_id.in_(bindparam("ids", expanding=True))).order_by(
    Medal.place, Medal.points.desc(), Medal.member_id
)
_MEDALS_OF_MEMBER = _medals.where(Medal.member_id == bindparam("member_id")).order_by(Period.begins_at.desc())
_RULES: Statement = select(BoardRules.__table__)


def current(kind: str) -> PeriodView | None:
    """Give the period of a kind that runs now; None before the clock has opened one."""
    row = read().execute(_NOW, {"kind": kind, "moment": now()}).first()
    return PeriodView(*row) if row else None


def period(period_id: int) -> PeriodView | None:
    """Give a period."""
    row = read().execute(_ONE, {"period_id": period_id}).first()
    return PeriodView(*row) if row else None


def seasons() -> list[PeriodView]:
    """List the seasons, the newest first."""
    return [PeriodView(*row) for row in read().execute(_SEASONS)]


def board(period_id: int, place_id: int = WHOLE, before: str | None = None, most: int = PAGE) -> Page[Rank]:
    """List who stands on a board, most points first; `before` is where a page begins."""
    points, behind = _place(before)
    given = {"period_id": period_id, "place_id": place_id, "points": points, "behind": behind, "most": most + 1}
    rows = read().execute(_ROWS, given).all()
    kept = rows[:most]
    places = _places(period_id, place_id, [row.points for row in kept], deeper=points < MOST_POINTS)
    ranks = [Rank(place, _face(row), row.points) for place, row in zip(places, kept, strict=True)]
    return Page(ranks, f"{kept[-1].points}-{kept[-1].member_id}" if len(rows) > most else None)


def first_of_week() -> list[Rank]:
    """List the first few of the week that runs."""
    rows = read().execute(_FIRST_OF_WEEK, {"kind": "week", "moment": now()}).all()
    return [
        Rank(place, _face(row), row.points)
        for place, row in zip(_counted([row.points for row in rows], 1), rows, strict=True)
    ]


def mine(member_id: int, period_id: int, place_id: int = WHOLE) -> Mine:
    """Give a member's own place on a board."""
    given: dict[str, int] = {"period_id": period_id, "place_id": place_id, "member_id": member_id}
    points = read().scalar(_MINE, given)
    if points is None:
        return Mine(None, 0, None, read().scalar(_ABSENT, {"member_id": member_id}) is not None)
    above, following = read().execute(_ABOVE_AND_NEXT, _around(period_id, place_id, points)).one()
    return Mine(int(above) + 1, points, following - points if following is not None else None, absent=False)


def is_absent(member_id: int) -> bool:
    """Tell whether a member does not want to stand on boards."""
    return read().scalar(_ABSENT, {"member_id": member_id}) is not None


def size(period_id: int, place_id: int = WHOLE) -> int:
    """Count who stands on a board."""
    return int(read().scalar(_SIZE, {"period_id": period_id, "place_id": place_id}) or 0)


def medals_of_seasons(ids: Sequence[int]) -> dict[int, list[MedalView]]:
    """Give the medals of seasons, the first place first, by the season's id."""
    found: dict[int, list[MedalView]] = {}
    for row in read().execute(_MEDALS_OF_SEASONS, {"ids": list(ids)}) if ids else ():
        found.setdefault(row.id, []).append(_medal(row))
    return found


def medals_of(member_id: int) -> list[MedalView]:
    """List a member's medals, the newest first."""
    return [_medal(row) for row in read().execute(_MEDALS_OF_MEMBER, {"member_id": member_id})]


def rules() -> Any:
    """Give the row of rules that the staff chose, or None where nobody chose any."""
    return read().execute(_RULES).first()


def _above(period_id: int, place_id: int, points: int) -> int:
    """Count who has more points: by buckets, and within one by the index."""
    return int(read().execute(_ABOVE, _around(period_id, place_id, points)).scalar_one())


def _around(period_id: int, place_id: int, points: int) -> dict[str, int]:
    bucket = bucket_of(points)
    return {
        "period_id": period_id, "place_id": place_id, "points": points, "bucket": bucket,
        "highest": highest_in(bucket),
    }  # fmt: skip


def _places(period_id: int, place_id: int, points: Sequence[int], *, deeper: bool) -> list[int]:
    """Give the place of each row of a page: who ties shares, and the next place counts all before it."""
    if not points or not deeper:
        return _counted(points, 1)
    tied = sum(1 for each in points if each == points[0])
    first = _above(period_id, place_id, points[0]) + 1
    if tied == len(points):
        return [first] * tied
    return [first] * tied + _counted(points[tied:], _above(period_id, place_id, points[tied]) + 1)


def _counted(points: Sequence[int], first: int) -> list[int]:
    places: list[int] = []
    for index, each in enumerate(points):
        places.append(places[-1] if index and points[index - 1] == each else first + index)
    return places


def _place(before: str | None) -> tuple[int, int]:
    points, _dash, member = (before or "").partition("-")
    if points.isascii() and points.isdigit() and member.isascii() and member.isdigit() and len(member) <= 18:
        return min(int(points[:10]), MOST_POINTS - 1), int(member)
    return MOST_POINTS, LARGEST_ID


def _face(row: Any) -> Author:
    return Author(row.member_id, row.name, row.title, row.role, row.avatar_key, row.flair)


def _medal(row: Any) -> MedalView:
    season = PeriodView(
        row.id, row.kind, row.number, row.season_name, row.begins_at, row.ends_at, row.closed_at, row.thread_id
    )
    return MedalView(row.place, _face(row), row.medal_points, season)
