"""What can be done with badges: made, changed, switched off, given by hand, taken back."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from forum.badges import policy
from forum.badges.celebrating import celebrate_soon
from forum.badges.conditions import clean_conditions
from forum.badges.earning import award, earnable
from forum.badges.events import BadgeAwarded, BadgeChanged, BadgeGiven, BadgeRevoked
from forum.badges.first_set import FIRST_SET, TEXTS
from forum.badges.looks import COLOURS, GLYPHS, SHAPES, TIERS
from forum.badges.models import LONGEST_REASON, LONGEST_SLUG, Award, Badge
from forum.badges.rounds import begin_round, stop_rounds
from forum.core.access import HOUSE, Actor, require
from forum.core.clock import now
from forum.core.db import add_new, db, lock, write
from forum.core.events import record
from forum.core.i18n import LANGUAGES
from forum.core.refusal import Refused
from forum.core.slug import slug
from forum.core.text import clean_line
from forum.core.transaction import transaction
from forum.members.queries import ids_of_names

LONGEST_NAME, LONGEST_TEXT = 60, 300
MOST_BADGES = 300
OF = ("member", "post")
WORD = re.compile(r"\w")


@transaction
def lay_first_set() -> int:
    """Put the house's own badges there, those that it does not have yet; gives how many that was."""
    moment = now()
    new = 0
    for position, first in enumerate(FIRST_SET):
        shape, glyph, colour = first.look
        new += add_new(
            Badge, slug=first.slug, tier=first.tier, shape=shape, glyph=glyph, colour=colour, texts={},
            conditions=first.conditions, of=first.of, many=first.many, active=True, shipped=True, position=position,
            version=1, award_count=0, made_at=moment,
        )  # fmt: skip
    return new


@transaction
def lay_and_give() -> None:
    """Put the house's own badges into a house that has lived without them, and give them to whoever earned them."""
    if lay_first_set():
        give_all_earned(HOUSE)


@transaction
def give_all_earned(actor: Actor) -> None:
    """Begin a round for every badge that can be earned."""
    require(policy.may_keep(actor))
    for badge in db.session.scalars(select(Badge).where(Badge.active).order_by(Badge.id)):
        if badge.conditions:
            begin_round(badge.id, actor.member_id)


@transaction
def make_badge(actor: Actor, *, again: bool = False, **words: Any) -> str:
    """Make a badge of name, text (by language), look, conditions and the rest; gives its slug."""
    require(policy.may_keep(actor))
    if (db.session.scalar(select(func.count()).select_from(Badge)) or 0) >= MOST_BADGES:
        raise Refused(_("There are %(most)s badges already: change one of them.", most=MOST_BADGES))
    values = _clean(**words)
    name = next(said["name"] for said in values["texts"].values() if said.get("name"))
    last = db.session.scalar(select(func.max(Badge.position))) or 0
    made = Badge(
        slug=_free_slug(name), shipped=False, position=last + 1, version=1, award_count=0, made_at=now(), **values
    )
    db.session.add(made)
    db.session.flush()
    _changed(actor, made, {}, values, again=again)
    return made.slug


@transaction
def change_badge(actor: Actor, badge_id: int, *, again: bool = False, **words: Any) -> None:
    """Change a badge. Nobody loses it by that; `again` gives it to all who earned it by what it asks for now."""
    require(policy.may_keep(actor))
    kept = lock(Badge, badge_id)
    values = _clean(shipped=kept.shipped, **words)
    if kept.award_count and values["of"] != kept.of:
        raise Refused(_("Some hold it already: what it is given for stays. Make another badge instead."), "of")
    before = {name: getattr(kept, name) for name in values}
    for name, value in values.items():
        setattr(kept, name, value)
    kept.version += 1
    db.session.flush()
    _changed(actor, kept, before, values, again=again)


@transaction
def stop_round(actor: Actor, badge_id: int) -> None:
    """Give a badge to no more of those who earned it before."""
    require(policy.may_keep(actor))
    stop_rounds(badge_id)


@transaction
def give(actor: Actor, badge_id: int, name: str, reason: str) -> int:
    """Give a badge to a member by hand, for a reason that they read; gives the award's id."""
    require(policy.may_give(actor))
    badge = lock(Badge, badge_id)
    member_id = ids_of_names([name.strip().removeprefix("@")]).get(name.strip().removeprefix("@"))
    if member_id is None:
        raise Refused(_("There is nobody called so. Look how they write their name."), "name")
    reason = _reason(reason)
    record(BadgeGiven(badge_id, member_id, actor.member_id, reason))
    if made := award(earnable(badge), [(member_id, "")], actor.member_id, reason):
        return made[0]
    return _give_again(actor, badge, member_id, reason)


@transaction
def revoke(actor: Actor, award_id: int, reason: str) -> None:
    """Take an award back, for a reason that is kept; it does not come again by itself."""
    require(policy.may_revoke(actor))
    if db.session.get(Award, award_id) is None:
        raise Refused(_("This award is not there any more."))
    taken = lock(Award, award_id)
    if taken.revoked_at is None:
        taken.revoked_at, taken.revoked_by_id, taken.revoked_reason = now(), actor.member_id, _reason(reason)
        _count(taken.badge_id, -1)
        record(BadgeRevoked(award_id, taken.badge_id, taken.member_id, actor.member_id, taken.revoked_reason))


def _give_again(actor: Actor, badge: Badge, member_id: int, reason: str) -> int:
    """Give what was revoked once; whoever holds it has it."""
    about = (Award.badge_id == badge.id, Award.member_id == member_id, Award.cause == "")
    kept = db.session.scalars(select(Award).where(*about)).first()
    if kept is None or kept.revoked_at is None:
        raise Refused(_("They have it already."), "name")
    kept.revoked_at, kept.revoked_by_id, kept.revoked_reason = None, None, ""
    kept.by_id, kept.reason, kept.awarded_at = actor.member_id, reason, now()
    _count(badge.id, 1)
    record(BadgeAwarded(kept.id, badge.id, member_id, "", actor.member_id))
    celebrate_soon([member_id], kept.awarded_at)
    return kept.id


def _count(badge_id: int, more: int) -> None:
    write().execute(update(Badge).where(Badge.id == badge_id).values(award_count=Badge.award_count + more))


def _changed(actor: Actor, badge: Badge, before: Mapping[str, Any], after: Mapping[str, Any], *, again: bool) -> None:
    stop_rounds(badge.id)
    if again and badge.active and badge.conditions:
        begin_round(badge.id, actor.member_id)
    record(BadgeChanged(badge.id, actor.member_id, dict(before), dict(after)))


def _clean(
    *,
    texts: Mapping[str, Mapping[str, str]],
    tier: str,
    shape: str,
    glyph: str,
    colour: str,
    conditions: Sequence[Mapping[str, Any]],
    of: str = "member",
    many: bool = False,
    active: bool = True,
    shipped: bool = False,
) -> dict[str, Any]:
    for value, known, field in (
        (tier, TIERS, "tier"), (shape, SHAPES, "shape"), (glyph, GLYPHS, "glyph"), (colour, COLOURS, "colour"),
        (of, OF, "of"),
    ):  # fmt: skip
        if value not in known:
            raise Refused(_("Choose one of the list."), field)
    return {
        "texts": _clean_texts(texts, shipped=shipped), "tier": tier, "shape": shape, "glyph": glyph, "colour": colour,
        "conditions": clean_conditions(conditions, of), "of": of, "many": many, "active": active,
    }  # fmt: skip


def _clean_texts(texts: Mapping[str, Mapping[str, str]], *, shipped: bool) -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = {}
    for locale in LANGUAGES:
        said = texts.get(locale, {})
        name = clean_line(said.get("name", ""), LONGEST_NAME, f"name_{locale}")
        text = clean_line(said.get("text", ""), LONGEST_TEXT, f"text_{locale}")
        if text and not name and not shipped:
            raise Refused(_("Give it a name in this language, too."), f"name_{locale}")
        if name or text:
            kept[locale] = {"name": name, "text": text}
    if not kept and not shipped:
        raise Refused(_("Give it a name in one language at least."), "name_en")
    return kept


def _free_slug(name: str) -> str:
    base = slug(name, "badge")[: LONGEST_SLUG - 5]
    taken = set(db.session.scalars(select(Badge.slug).where(Badge.slug.startswith(base, autoescape=True))))
    return next(each for each in (base, *(f"{base}-{n}" for n in range(2, 1000))) if each not in taken | set(TEXTS))


def _reason(text: str) -> str:
    reason = clean_line(text, LONGEST_REASON, "reason")
    if not WORD.search(reason):
        raise Refused(_("Say why: they read it."), "reason")
    return reason
