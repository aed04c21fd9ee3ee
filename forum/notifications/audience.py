"""Whom news reaches: who is here, may see the place, and listens closely enough."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, select

from forum.core.access import RANKS, audiences_of
from forum.core.clock import now
from forum.core.db import db
from forum.members.models import Member, Suspension
from forum.notifications.levels import LOUDNESS, MUTE, deciding, loudness, places
from forum.notifications.models import Attention, Notification
from forum.notifications.registry import KINDS, News

BATCH = 500
"""How many of a crowd are told in one transaction."""


def crowd_of(news: News, told: Sequence[int], behind: int) -> list[int]:
    """Give the next of those who follow the place closely enough, behind the member with this id."""
    statement = (
        select(Attention.member_id)
        .join(Member, Member.id == Attention.member_id)
        .where(Attention.place.in_(places(news.ladder)), Attention.member_id > behind)
        .where(Attention.member_id.not_in([*told, news.actor_id or 0]), _may_be_told(news))
        .group_by(Attention.member_id)
        .having(deciding(news.ladder).in_(loudness(KINDS[news.crowd or ""].crowd)))
        .order_by(Attention.member_id)
        .limit(BATCH)
    )
    return list(db.session.scalars(statement))


def reached(news: News, ids: Sequence[int]) -> list[int]:
    """Give those of the members who may be told and did not mute the place, each once."""
    if not ids:
        return []
    statement = select(Member.id).where(Member.id.in_(ids), _may_be_told(news))
    if news.ladder:
        mine = (Attention.member_id == Member.id, Attention.place.in_(places(news.ladder)))
        level = select(deciding(news.ladder)).where(*mine).correlate(Member).scalar_subquery()
        statement = statement.where(func.coalesce(level, 0) != LOUDNESS[MUTE])
    return sorted(db.session.scalars(statement))


def told_before(news: News) -> list[int]:
    """List who was told of the same subject before: by name, or in an earlier wording of a post."""
    kinds = [*news.to, news.crowd]
    told = select(Notification.member_id).where(Notification.subject == news.subject, Notification.kind.in_(kinds))
    return list(db.session.scalars(told))


def silenced(actor_id: int | None) -> bool:
    """Tell whether the actor was suspended before anybody heard of what they did."""
    return actor_id is not None and bool(db.session.scalar(select(_suspended(literal(actor_id)))))


def _may_be_told(news: News) -> ColumnElement[bool]:
    """Say who is here, not suspended, and may see the place (S15)."""
    roles = [role for role in RANKS if role != "guest" and audiences_of(role) & set(news.audiences)]
    return and_(Member.email_key.is_not(None), Member.role.in_(roles), ~_suspended(Member.id))


def _suspended(member_id: Any) -> ColumnElement[bool]:
    lasting = (Suspension.member_id == member_id, Suspension.until > now())
    return select(Suspension.member_id).where(*lasting).exists()
