"""What can be seen of badges: what there is to earn, who holds it, and how far somebody is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, or_, select

from forum.badges.conditions import AT_LEAST, Condition, Counted, conditions_of, measurable
from forum.badges.first_set import TEXTS
from forum.badges.looks import ORDER, SHAPES
from forum.badges.models import Award, Badge, Round
from forum.badges.registry import MEASURES
from forum.brands.queries import first_brand
from forum.core.clock import now
from forum.core.db import Moment, Statement, read
from forum.core.i18n import LANGUAGES, language
from forum.core.paging import Cursor, Page, cursor, paged
from forum.members.models import Erasure, Member, Suspension
from forum.members.names import skeleton
from forum.members.queries import Author

PAGE = 30


@dataclass(frozen=True, slots=True)
class BadgeView:
    """A badge as pages show it, in the language of the page."""

    id: int
    slug: str
    tier: str
    shape: str
    glyph: str
    colour: str
    name: str
    text: str
    of: str
    many: bool
    active: bool
    award_count: int
    conditions: tuple[Condition, ...]

    @property
    def address(self) -> str:
        """Give the address of its page."""
        return f"/badges/{self.slug}"

    @property
    def outline(self) -> str:
        """Give the path of its shape, in a square of 64."""
        return SHAPES[self.shape]

    @property
    def by_hand(self) -> bool:
        """Tell whether it is given by hand alone."""
        return not self.conditions


@dataclass(frozen=True, slots=True)
class Held:
    """A badge that a member holds: how often, and since when they have the last one."""

    badge: BadgeView
    times: int
    awarded_at: datetime
    cause: str


@dataclass(frozen=True, slots=True)
class Step:
    """One number on the way to a badge: "Accepted answers: 7 of 10"."""

    label: str
    have: int
    need: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a member is on the way to a badge."""

    badge: BadgeView
    steps: tuple[Step, ...]

    @property
    def share(self) -> float:
        """Give the part of the way that is done, by the step that is furthest behind."""
        return min((min(step.have, step.need) / step.need for step in self.steps), default=0.0)

    @property
    def behind(self) -> Step:
        """Give the step that is furthest behind."""
        return min(self.steps, key=lambda step: min(step.have, step.need) / step.need)


@dataclass(frozen=True, slots=True)
class Holder:
    """A member who holds a badge, and why."""

    award_id: int
    author: Author
    awarded_at: datetime
    cause: str
    reason: str


@dataclass(frozen=True, slots=True)
class RoundView:
    """How far a round is."""

    id: int
    begun_at: datetime
    ended_at: datetime | None
    stopped: bool
    total: int | None
    done: int
    given: int


_BADGES: Statement = select(Badge.__table__).order_by(Badge.position, Badge.id)
_BADGE: Statement = select(Badge.__table__).where(Badge.slug == bindparam("slug"))
_OF_MEMBER: Statement = (
    select(Award.badge_id, Award.cause, Award.awarded_at)
    .where(Award.member_id == bindparam("member_id"), Award.revoked_at.is_(None))
    .order_by(Award.awarded_at.desc(), Award.id.desc())
)
_AWARDED: Statement = select(Award.badge_id).where(
    Award.id.in_(bindparam("ids", expanding=True)), Award.revoked_at.is_(None)
)
_away = or_(
    select(Suspension.member_id)
    .where(Suspension.member_id == Award.member_id, Suspension.until > bindparam("now", type_=Moment))
    .exists(),
    select(Erasure.member_id).where(Erasure.member_id == Award.member_id).exists(),
)
_held: Statement = (
    select(
        Award.id, Award.awarded_at, Award.cause, Award.reason, Member.id.label("member_id"), Member.name, Member.title,
        Member.role, Member.avatar_key, Member.flair,
    )
    .join(Member, Member.id == Award.member_id)
    .where(Award.badge_id == bindparam("badge_id"), Award.revoked_at.is_(None), ~_away)
    .order_by(Award.awarded_at.desc(), Award.id.desc())
)  # fmt: skip
_HOLDERS: Statement = _held.where(
    or_(
        Award.awarded_at < bindparam("moment", type_=Moment),
        and_(Award.awarded_at == bindparam("moment", type_=Moment), Award.id < bindparam("id")),
    )
).limit(PAGE + 1)
_HELD_BY: Statement = _held.where(Member.name_key == bindparam("key")).limit(PAGE)
_TAKEN: Statement = (
    select(Award.id, Member.name, Award.revoked_at, Award.revoked_reason)
    .join(Member, Member.id == Award.member_id)
    .where(Award.badge_id == bindparam("badge_id"), Award.revoked_at.is_not(None))
    .order_by(Award.revoked_at.desc())
    .limit(PAGE)
)
_ROUND: Statement = (
    select(Round.id, Round.begun_at, Round.ended_at, Round.stopped, Round.total, Round.done, Round.given)
    .where(Round.badge_id == bindparam("badge_id"))
    .order_by(Round.id.desc())
    .limit(1)
)
_COUNT: Statement = select(func.count()).select_from(Member)


def all_badges() -> list[BadgeView]:
    """List all badges, the gold ones first."""
    return sorted((_view(row) for row in read().execute(_BADGES)), key=lambda badge: ORDER[badge.tier])


def shown_badges() -> list[BadgeView]:
    """List what there is to earn; what nobody can get any more stays while somebody holds it."""
    return [badge for badge in all_badges() if badge.active or badge.award_count > 0]


def badge_page(slug: str) -> BadgeView | None:
    """Give a badge by the word in its address."""
    row = read().execute(_BADGE, {"slug": slug}).first()
    return _view(row) if row else None


def stored(slug: str) -> Row[Any] | None:
    """Give a badge as it is stored, to change it."""
    return read().execute(_BADGE, {"slug": slug}).first()


def badges_of(member_id: int) -> list[Held]:
    """List what a member holds, the newest first."""
    rows = read().execute(_OF_MEMBER, {"member_id": member_id}).all()
    known = {badge.id: badge for badge in all_badges()} if rows else {}
    newest = {row.badge_id: row for row in reversed(rows)}
    times = _times(row.badge_id for row in rows)
    held = [Held(known[each], times[each], row.awarded_at, row.cause) for each, row in newest.items()]
    return sorted(held, key=lambda one: one.awarded_at, reverse=True)


def badges_of_awards(award_ids: Iterable[int]) -> list[BadgeView]:
    """Give the badges of some awards that hold, each once."""
    ids = list(read().scalars(_AWARDED, {"ids": list(award_ids)}))
    return [badge for badge in all_badges() if badge.id in ids]


def progress_of(member_id: int, most: int | None = None) -> list[Progress]:
    """List what a member does not hold yet, the nearest first: how far they are, only where they have begun."""
    held = {row.badge_id for row in read().execute(_OF_MEMBER, {"member_id": member_id})}
    ahead = [
        badge for badge in all_badges()
        if badge.active and badge.of == "member" and badge.id not in held and measurable(badge.conditions)
    ]  # fmt: skip
    counted = Counted()
    for badge in ahead:
        counted.want(badge.conditions, [member_id])
    found = [Progress(badge, tuple(_steps(badge.conditions, counted, member_id))) for badge in ahead]
    begun = sorted((each for each in found if 0 < each.share < 1), key=lambda each: each.share, reverse=True)
    return begun[:most]


def progress_to(badge: BadgeView, member_id: int) -> Progress | None:
    """Tell how far a member is on the way to one badge; None where there is no way to measure."""
    if badge.of != "member" or not badge.active or not measurable(badge.conditions):
        return None
    counted = Counted()
    counted.want(badge.conditions, [member_id])
    return Progress(badge, tuple(_steps(badge.conditions, counted, member_id)))


def holders(badge_id: int, before: str | None = None) -> Page[Holder]:
    """List who holds a badge, the newest first."""
    place = cursor(before)
    given = {"badge_id": badge_id, "moment": place.moment, "id": place.id, "now": now()}
    rows = [_holder(row) for row in read().execute(_HOLDERS, given)]
    return paged(rows, PAGE, lambda holder: Cursor(holder.awarded_at, holder.award_id))


def awards_of(badge_id: int, name: str) -> list[Holder]:
    """Give how a member of this name holds a badge: nothing where they do not, or are away."""
    given = {"badge_id": badge_id, "key": skeleton(name), "now": now()}
    return [_holder(row) for row in read().execute(_HELD_BY, given)]


def taken_back(badge_id: int) -> Sequence[Row[Any]]:
    """List the last awards that were taken back."""
    return read().execute(_TAKEN, {"badge_id": badge_id}).all()


def last_round(badge_id: int) -> RoundView | None:
    """Tell how far the last round of a badge is."""
    row = read().execute(_ROUND, {"badge_id": badge_id}).first()
    return RoundView(*row) if row else None


def count_members() -> int:
    """Count everybody."""
    return int(read().scalar(_COUNT) or 0)


def said(slug: str, texts: Mapping[str, Mapping[str, str]], spoken: str) -> tuple[str, str]:
    """Give a badge's name and text: in this language, as the house says it, or in the next language there is."""
    words = _first(texts, "name", spoken), _first(texts, "text", spoken)
    own = texts.get(spoken, {})
    if slug in TEXTS:
        name, text = TEXTS[slug]
        return own.get("name") or str(name), own.get("text") or str(text)
    return words


def _first(texts: Mapping[str, Mapping[str, str]], what: str, spoken: str) -> str:
    order = (spoken, first_brand().locale, *LANGUAGES)
    return next((text for each in order if (text := texts.get(each, {}).get(what))), "")


def _view(row: Row[Any]) -> BadgeView:
    name, text = said(row.slug, row.texts, language())
    return BadgeView(
        row.id, row.slug, row.tier, row.shape, row.glyph, row.colour, name, text, row.of, row.many, row.active,
        row.award_count, tuple(conditions_of(row.conditions)),
    )  # fmt: skip


def _steps(conditions: Iterable[Condition], counted: Counted, member_id: int) -> Iterable[Step]:
    for condition in conditions:
        if condition.comparison == AT_LEAST:
            have = counted.numbers(condition).get(member_id, 0)
            yield Step(str(MEASURES[condition.measure].label), have, condition.number)


def _times(ids: Iterable[int]) -> dict[int, int]:
    times: dict[int, int] = {}
    for each in ids:
        times[each] = times.get(each, 0) + 1
    return times


def _holder(row: Row[Any]) -> Holder:
    author = Author(row.member_id, row.name, row.title, row.role, row.avatar_key, row.flair)
    return Holder(row.id, author, row.awarded_at, row.cause, row.reason)
