"""What a member was told, as they may see it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, bindparam, func, or_, select, tuple_

from forum.core.access import Actor
from forum.core.db import Moment, Statement, read
from forum.core.paging import Cursor, Page, cursor, paged
from forum.members.models import Member
from forum.members.queries import Author, authors
from forum.members.registry import counts_unseen
from forum.notifications.levels import MUTE, NORMAL, decide
from forum.notifications.models import Attention, Notification
from forum.notifications.registry import KINDS, LADDERS, Kind, Scene, scenes
from forum.notifications.sentences import people

PAGE = 30
IN_SHEET = 8
MOST_COUNTED = 100
MOST_CHOSEN = 50

_NEWEST: Statement = (
    select(Notification.__table__)
    .where(
        Notification.member_id == bindparam("member_id"),
        Notification.count > 0,
        tuple_(Notification.last_at, Notification.id) < tuple_(bindparam("moment", type_=Moment), bindparam("id")),
    )
    .order_by(Notification.last_at.desc(), Notification.id.desc())
    .limit(bindparam("most"))
)
_UNREAD = select(func.count()).select_from(
    select(Notification.id)
    .where(Notification.member_id == bindparam("member_id"), Notification.read_at.is_(None))
    .limit(MOST_COUNTED)
    .subquery()
)
_ONE: Statement = select(Notification.__table__).where(
    Notification.id == bindparam("id"), Notification.member_id == bindparam("member_id")
)
_LEVELS: Statement = select(Attention.place, Attention.level).where(
    Attention.member_id == bindparam("member_id"),
    or_(Attention.place == bindparam("place"), Attention.place.not_like("thread:%")),
)
_CHOSEN: Statement = (
    select(Attention.place, Attention.level)
    .where(Attention.member_id == bindparam("member_id"))
    .order_by(Attention.chosen_at.desc(), Attention.place)
    .limit(MOST_CHOSEN)
)
_MUTED = select(Attention.place).where(Attention.member_id == bindparam("member_id"), Attention.level == MUTE)


@dataclass(frozen=True, slots=True)
class Line:
    """A notification as its member may see it now."""

    id: int
    kind: Kind
    subject: str
    place: str
    sentence: str
    scene: Scene
    address: str
    actor: Author | None
    number: int
    last_number: int
    last_at: datetime
    unread: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How closely a member is told of a place: what they chose there, and what counts."""

    place: str
    chosen: str | None
    level: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A place of which a member chose how closely to be told."""

    place: str
    level: str
    scene: Scene


@counts_unseen
def unread() -> ScalarSelect[int]:
    """Count what a member has not read, up to a hundred."""
    first = (
        select(Notification.id)
        .where(Notification.member_id == Member.id, Notification.read_at.is_(None))
        .correlate(Member)
        .limit(MOST_COUNTED)
    )
    return select(func.count()).select_from(first.subquery()).scalar_subquery()


def count_unread(member_id: int) -> int:
    """Count the same for one member."""
    return int(read().execute(_UNREAD, {"member_id": member_id}).scalar_one())


def told(actor: Actor, before: str | None = None, most: int = PAGE) -> Page[Line]:
    """List what a member was told, newest first; what they may not see any more is left out (S20)."""
    place = cursor(before)
    given = {"member_id": actor.member_id, "moment": place.moment, "id": place.id, "most": most + 1}
    found = paged(read().execute(_NEWEST, given).all(), most, lambda row: Cursor(row.last_at, row.id))
    return Page(lines(actor, found.rows), found.next)


def one(actor: Actor, notification_id: int) -> Line | None:
    """Give one thing a member was told, or None where they may not see it any more."""
    rows = read().execute(_ONE, {"id": notification_id, "member_id": actor.member_id}).all()
    return next(iter(lines(actor, rows)), None)


def lines(actor: Actor, rows: Sequence[Any]) -> list[Line]:
    """Put rows into words for their member: by one look at all that they tell of."""
    known = [row for row in rows if row.kind in KINDS]
    seen = scenes(actor, [row.subject for row in known])
    faces = authors({each for row in known for each in (row.actor_id, row.other_id) if each is not None})
    return [_line(row, seen[row.subject], faces) for row in known if row.subject in seen]


def standing(actor: Actor, place: str) -> Standing:
    """Tell how closely a member is told of a place."""
    rows = read().execute(_LEVELS, {"member_id": actor.member_id, "place": place}).all()
    chosen = {row.place: row.level for row in rows}
    own, around = chosen.get(place), LADDERS.get(place.partition(":")[0])
    if own is None and chosen and around is not None:
        return Standing(place, None, decide(chosen, around(place)))
    return Standing(place, own, own or NORMAL)


def chosen_places(actor: Actor) -> list[Chosen]:
    """List the places of which a member chose a level, the newest choice first, as far as they may see them."""
    rows = read().execute(_CHOSEN, {"member_id": actor.member_id}).all()
    seen = scenes(actor, [row.place for row in rows])
    return [Chosen(row.place, row.level, seen[row.place]) for row in rows if row.place in seen]


def muted_by(actor: Actor) -> frozenset[str]:
    """List the places that a member wants to hear nothing from."""
    return frozenset(read().scalars(_MUTED, {"member_id": actor.member_id}))


def _line(row: Any, scene: Scene, faces: dict[int, Author]) -> Line:
    kind, actor, other = KINDS[row.kind], faces.get(row.actor_id), faces.get(row.other_id)
    counted = row.count if kind.folds == "people" else 1
    who = people(actor.name if actor else None, other.name if other else None, counted)
    return Line(
        id=row.id,
        kind=kind,
        subject=row.subject,
        place=row.place,
        sentence=kind.say(who, row.count),
        scene=scene,
        address=scene.at(row.number) if kind.folds == "place" else scene.address,
        actor=actor,
        number=row.number,
        last_number=row.last_number,
        last_at=row.last_at,
        unread=row.read_at is None,
    )
