"""Whom the people of the demo world thank, whom its staff thanks, and how its seasons ended."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask_babel import force_locale
from sqlalchemy import select

from forum.core.access import Actor
from forum.core.clock import at, now
from forum.core.db import Statement, read
from forum.core.relay import run_due
from forum.kudos import actions, shouting
from forum.leaderboards.jobs import turn
from forum.leaderboards.models import Period
from forum.leaderboards.periods import LATE
from forum.members.models import Member
from forum.threads.models import Deletion, Post, Reaction

REASONS = Path(__file__).parent / "world" / "thanks.toml"
MOST = 24
MOST_EACH = 2
"""Thanks that one person is given, so that they do not all go to the same."""
THANKED = 3

_LIKED: Statement = (
    select(Reaction.post_id, Reaction.made_at, Post.author_id, Member.id.label("by_id"), Member.locale)
    .join(Post, Post.id == Reaction.post_id)
    .join(Member, Member.id == Reaction.member_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(Post.number > 1, Deletion.post_id.is_(None), Post.author_id != Reaction.member_id, Member.role == "member")
    .order_by(Post.like_count.desc(), Post.id, Member.id)
)
_OVER: Statement = select(Period.ends_at).where(Period.kind == "season", Period.closed_at.is_(None))


def thank_along(actors: Mapping[str, Actor], category_id: int) -> None:
    """Let people thank for what they liked, the staff thank the best, and seasons that are over be over."""
    by_id = {actor.member_id: actor for actor in actors.values()}
    for row, reason in _chosen():
        with at(min(row.made_at + timedelta(hours=2), now())):
            actions.thank(by_id[row.by_id], row.post_id, reason)
    run_due()
    for ends_at in read().scalars(_OVER).all():
        if ends_at + LATE < now():
            with at(ends_at + LATE + timedelta(minutes=1)):
                turn()
                run_due()
    _shout(list(actors.values()), category_id)


def _chosen() -> list[tuple[Any, str]]:
    """Choose likes that become thanks, each with a reason in the language of whoever likes."""
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    given: dict[int, int] = {}
    chosen: list[tuple[Any, str]] = []
    for row in read().execute(_LIKED).all():
        if len(chosen) == MOST or given.get(row.by_id, 0) or given.get(-row.author_id, 0) == MOST_EACH:
            continue
        given[row.by_id], given[-row.author_id] = 1, given.get(-row.author_id, 0) + 1
        words = reasons.get(row.locale) or reasons["en"]
        chosen.append((row, words[len(chosen) % len(words)]))
    return chosen


def _shout(actors: Sequence[Actor], category_id: int) -> None:
    """Let one of the staff thank those who were thanked most."""
    host = next(actor for actor in actors if actor.role == "staff")
    members = {actor.member_id for actor in actors if actor.role == "member"}
    thanked = [row.author_id for row, _reason in _chosen() if row.author_id in members]
    most = sorted(set(thanked), key=lambda member_id: (-thanked.count(member_id), member_id))[:THANKED]
    names = [actor.name for actor in actors if actor.member_id in most]
    with at(now() - timedelta(days=2)), force_locale("en"):
        actions.shout_out(host, category_id, shouting.title_for(names), shouting.write_for(names, category_id), names)
