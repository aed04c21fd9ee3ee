"""What stands beside the lists, and what search engines are told of."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from forum.categories.queries import visible
from forum.core.access import GUEST, Actor
from forum.core.db import Statement, read
from forum.threads.models import Thread
from forum.threads.queries import among, busiest, waiting
from forum.threads.rows import ThreadRow

BESIDE = 4
LOOKED_AT = 20
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
    """Give what waits for an answer and what was loved this week; which of it may be seen is asked each time (S20)."""
    asked, lively = waiting()[:LOOKED_AT], busiest()[:LOOKED_AT]
    seen = {row.id: row for row in among(actor, [*asked, *lively])}
    return Beside(_first(seen, asked), _first(seen, lively))


def shards() -> int:
    """Count the pages of the sitemap."""
    return (read().scalar(_LAST_ID) or 0) // SHARD + 1


def shard(number: int) -> list[SitemapEntry]:
    """List the threads of one page of the sitemap that guests may see."""
    values = {"after": number * SHARD, "to": (number + 1) * SHARD, "audiences": list(GUEST.audiences)}
    rows = read().execute(_SHARD, values)
    return [SitemapEntry(f"/t/{row.slug}/{row.id}", row.last_post_at) for row in rows]


def _first(seen: dict[int, ThreadRow], ids: list[int]) -> list[ThreadRow]:
    return [seen[thread_id] for thread_id in ids if thread_id in seen][:BESIDE]
