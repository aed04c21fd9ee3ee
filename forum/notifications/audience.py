"""Whom news reaches: who is here, may see the place, listens closely enough, and was not told before."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, literal, or_, select

from forum.core.access import AUDIENCES, RANKS, audiences_of
from forum.core.clock import now
from forum.core.db import Moment, Statement, write
from forum.members.models import Member, Suspension
from forum.members.registry import passes
from forum.notifications.levels import LOUDNESS, MUTE, deciding, loudness, rungs_of
from forum.notifications.models import Attention, Notification
from forum.notifications.registry import KINDS, News

BATCH = 500
"""How many of a crowd are told in one transaction."""


def crowd_of(news: News, told: Sequence[int], behind: int) -> list[int]:
    """Give the next of those who follow the place closely enough, behind the member with this id."""
    levels = loudness(KINDS[news.crowd or ""].crowd)
    values = {"told": [*told, news.actor_id or 0], "behind": behind, "levels": levels}
    return list(write().scalars(_crowd(len(news.ladder), len(_passes(news))), _values(news) | values))


def reached(news: News, ids: Sequence[int]) -> list[int]:
    """Give those of the members who may be told, have not been, and did not mute the place."""
    if not ids:
        return []
    return list(write().scalars(_named(len(news.ladder), len(_passes(news))), _values(news) | {"ids": ids}))


def _values(news: News) -> dict[str, Any]:
    kinds = [name for name in (*news.to, news.crowd) if name is not None and KINDS[name].folds != "people"]
    roles = [role for role in RANKS if role != "guest" and audiences_of(role) & set(news.audiences)]
    return {
        "now": now(),
        "actor": news.actor_id,
        "roles": roles,
        "subject": news.subject,
        "kinds": kinds,
        **{f"pass_{place}": f",{name}," for place, name in enumerate(_passes(news))},
        **rungs_of(news.ladder),
    }


def _passes(news: News) -> list[str]:
    """Name the audiences that a pass makes somebody belong to, where not every member belongs anyway."""
    if {"everyone", "members"} & set(news.audiences):
        return []
    return [name for name in news.audiences if name not in AUDIENCES]


@cache
def _named(rungs: int, passes_count: int) -> Statement:
    """Make the statement that finds those of some members who may be told."""
    mine = (Attention.member_id == Member.id, Attention.place.in_(bindparam("places", expanding=True)))
    level = select(deciding(rungs)).where(*mine).correlate(Member).scalar_subquery()
    return select(Member.id).where(
        Member.id.in_(bindparam("ids", expanding=True)),
        _may_be_told(Member.id, passes_count),
        func.coalesce(level, LOUDNESS["normal"]) != LOUDNESS[MUTE],
    )


@cache
def _crowd(rungs: int, passes_count: int) -> Statement:
    """Make the statement that finds the next of those who follow a place."""
    return (
        select(Attention.member_id)
        .join(Member, Member.id == Attention.member_id)
        .where(
            Attention.place.in_(bindparam("places", expanding=True)),
            Attention.member_id > bindparam("behind"),
            Attention.member_id.not_in(bindparam("told", expanding=True)),
            _may_be_told(Attention.member_id, passes_count),
        )
        .group_by(Attention.member_id)
        .having(deciding(rungs).in_(bindparam("levels", expanding=True)))
        .order_by(Attention.member_id)
        .limit(BATCH)
    )


def _may_be_told(member_id: Any, passes_count: int) -> ColumnElement[bool]:
    """Say who is here, may see the place (S15) and was not told before, by somebody who may speak."""
    before = select(Notification.id).where(
        Notification.subject == bindparam("subject"),
        Notification.member_id == member_id,
        Notification.kind.in_(bindparam("kinds", expanding=True)),
    )
    return and_(
        Member.email_key.is_not(None),
        _belongs(passes_count),
        ~_suspended(member_id),
        ~_suspended(bindparam("actor")),
        ~before.exists(),
    )


def _belongs(passes_count: int) -> ColumnElement[bool]:
    """Say who belongs to the audiences: by their role, or by one of so many passes."""
    held = passes() + literal(",")
    by_pass = (held.contains(bindparam(f"pass_{place}")) for place in range(passes_count))
    return or_(Member.role.in_(bindparam("roles", expanding=True)), *by_pass)


def _suspended(member_id: Any) -> ColumnElement[bool]:
    lasting = (Suspension.member_id == member_id, Suspension.until > bindparam("now", type_=Moment))
    return select(Suspension.member_id).where(*lasting).exists()
