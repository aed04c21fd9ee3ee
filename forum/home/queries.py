"""What stands beside the lists, and what search engines are told of."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from forum.categories.queries import visible
from forum.core.access import GUEST, Actor
from forum.core.cache import cache
from forum.core.db import Statement, read
from forum.threads.models import Thread
from forum.threads.queries import top_of_week, unanswered
from forum.threads.rows import ThreadRow

BESIDE = 4
BESIDE_S = 20.0
SHARD = 5_000


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the start page's list."""

    waiting: list[ThreadRow]
    loved: list[ThreadRow]


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A thread's address and when it last changed."""

    path: str
    changed_at: datetime


_LAST_ID = select(func.max(Thread.id))
_SHARD: Statement = (
    select(Thread.id, Thread.slug, Thread.last_post_at)
    .where(
        Thread.id > bindparam("after"),
        Thread.id <= bindparam("to"),
        Thread.published_at.is_not(None),
        visible(Thread.category_id),
    )
    .order_by(Thread.id)
)


def beside(actor: Actor) -> Beside:
    """Give what waits for an answer and what was loved this week; the same for all who may see the same."""
    return cache.fresh(("beside", actor.audiences), BESIDE_S, lambda: _beside(actor))


def shards() -> int:
    """Count the pages of the sitemap."""
    return (read().scalar(_LAST_ID) or 0) // SHARD + 1


def shard(number: int) -> list[SitemapEntry]:
    """List the threads of one page of the sitemap that guests may see."""
    values = {"after": number * SHARD, "to": (number + 1) * SHARD, "audiences": list(GUEST.audiences)}
    rows = read().execute(_SHARD, values)
    return [SitemapEntry(f"/t/{row.slug}/{row.id}", row.last_post_at) for row in rows]


def _beside(actor: Actor) -> Beside:
    waiting = [row for row in unanswered(actor).rows if row.kind == "question"]
    return Beside(waiting[:BESIDE], top_of_week(actor)[:BESIDE])
