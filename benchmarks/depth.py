"""What depth costs: pages of a community of 1,000 posts against one of 1,000,000, post 1 against post 100,000."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psycopg
from flask import Flask
from sqlalchemy import select

from app import create_app
from benchmarks.communities import LONGEST, large, small
from benchmarks.community import name_of
from benchmarks.figure import Figure, Scale
from benchmarks.kept import build, copied, kept
from benchmarks.machine import cpu_seconds, meter
from benchmarks.visits import DRAWN, Ask, address, visit
from forum.core.clock import monotonic
from forum.core.config import Settings
from forum.core.db import read
from forum.core.paging import Cursor
from forum.threads.models import Thread
from tests.clients import Visitor
from tests.services import postgres, redis
from tests.services.postgres import Postgres
from tests.services.product import Live, living

MOST = 1.5
PAGE = 25
CLIENTS = 4


@dataclass(frozen=True, slots=True)
class House:
    """A community that is served, with an application on the same database in this process."""

    live: Live
    app: Flask
    pulse: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pages that should cost the same: near and far, or small and large. Each is asked for in turn."""

    what: str
    near: tuple[House, Sequence[Ask]]
    far: tuple[House, Sequence[Ask]]


def measure(scale: Scale) -> Iterator[Figure]:
    """Ask for both pages of each pair in turn, several rounds, and compare the medians."""
    with ExitStack() as stack:
        deep = kept("large-quick" if scale.quick else "large", large(scale))
        little = stack.enter_context(copied(kept("small", small())))
        houses = [
            House(live, create_app(Settings(data=live.data)), meter(live.pid))
            for live in (stack.enter_context(living(little)), stack.enter_context(living(deep)))
        ]
        yield from compared(houses[0], houses[1], scale)
    if scale.postgres:
        yield from on_postgres(scale)


def on_postgres(scale: Scale) -> Iterator[Figure]:
    """Do the same on PostgreSQL, whose processes count too."""
    with ExitStack() as stack:
        cluster, redis_url = stack.enter_context(postgres.serving()), stack.enter_context(redis.serving())
        houses = []
        for name, shape in (("small", small()), ("large", large(scale))):
            data = Path(stack.enter_context(TemporaryDirectory(prefix="homeground-bench-"))) / "data"
            settings = Settings(data=data, database_url=cluster.create(name), redis_url=redis_url)
            build(f"{name} on PostgreSQL", shape, settings)
            live = stack.enter_context(living(data, database_url=settings.database_url, redis_url=redis_url))
            houses.append(House(live, create_app(settings), partial(_with_backends, live.pid, cluster)))
        for figure in compared(houses[0], houses[1], scale):
            yield replace(figure, what=f"PostgreSQL: {figure.what}")


def compared(near: House, far: House, scale: Scale) -> Iterator[Figure]:
    """Compare all pages of a small and a large community."""
    for pair in chain(_sizes(near, far, scale), _depths(far, scale)):
        yield _compared(pair, scale)
    yield from _nothing_kept(near, far, scale)


def _with_backends(pid: int, cluster: Postgres) -> float:
    """Tell the CPU seconds of a house and of everything that PostgreSQL does for it."""
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        found = connection.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'").fetchall()
    return cpu_seconds(pid) + sum(cpu_seconds(backend) for (backend,) in found if Path(f"/proc/{backend}").exists())


def _sizes(near: House, far: House, scale: Scale) -> Iterator[Pair]:
    """Pair pages of the small community with the same ones of the large."""
    for what, path in {
        "start page": "/", "latest": "/latest", "unanswered": "/unanswered", "category": "/c/category-00",
        "tag": "/tags/tag-1", "member": f"/u/{name_of(7)}",
    }.items():  # fmt: skip
        ask = [Ask(path, DRAWN)] * scale.of(100, 40)
        yield Pair(f"{what}: 1,000 and {_count(scale)} posts", (near, ask), (far, ask))
    asks = [[Ask(address(house.live, LONGEST), DRAWN)] * scale.of(100, 40) for house in (near, far)]
    yield Pair(f"thread: 1,000 and {_count(scale)} posts", (near, asks[0]), (far, asks[1]))


def _depths(house: House, scale: Scale) -> Iterator[Pair]:
    """Pair the first page of a list with one from its middle; of the longest thread, pages nobody has asked for."""
    middle, count = _middle(house.app), scale.of(100, 40)
    longest, base = large(scale).longest, address(house.live, LONGEST)
    for what, path in {"latest": "/latest", "category": "/c/category-00", "tag": "/tags/tag-1"}.items():
        first, deep = [Ask(path, DRAWN)] * count, [Ask(f"{path}?before={middle}", DRAWN)] * count
        yield Pair(f"{what}: first page and middle", (house, first), (house, deep))
    pages = [Ask(f"{base}/{number}", {}) for number in range(PAGE + 1, longest, PAGE)]
    rounds = _rounds(scale) + 1
    each = min(count, len(pages) // 2 // rounds) * rounds
    what = f"thread pages drawn for the first time: near post 1 and post {longest:,}"
    yield Pair(what, (house, pages[:each]), (house, pages[-each:]))


def _middle(app: Flask) -> Cursor:
    """Find a place in the middle of the list of all threads; it is one in the list of a tag or category too."""
    with app.app_context():
        last = read().scalars(select(Thread.id).order_by(Thread.id.desc()).limit(1)).one()
        return Cursor(*read().execute(select(Thread.last_post_at, Thread.id).where(Thread.id == last // 2)).one())


def _compared(pair: Pair, scale: Scale) -> Figure:
    spent: tuple[list[float], list[float]] = ([], [])
    for number in range(_rounds(scale) + 1):
        for (house, asks), into in zip((pair.near, pair.far), spent, strict=True):
            part = _part(asks, number, _rounds(scale) + 1)
            into.append(visit(house.live.port, house.pulse, part, CLIENTS).cpu_ms)
    return _times(pair.what, spent, most=MOST)


def _nothing_kept(near: House, far: House, scale: Scale) -> Iterator[Figure]:
    """Draw the pages that are kept for a while, with nothing kept, in this process."""
    for what, path in (("start page", "/"), ("top of the week", "/top")):
        spent: tuple[list[float], list[float]] = ([], [])
        for _round in range(_rounds(scale) + 1):
            for house, into in zip((near, far), spent, strict=True):
                into.append(_drawn(house.app, path))
        both = f"{what}, nothing kept: 1,000 and {_count(scale)} posts"
        yield _times(both, spent, note="; kept for a while, and grows with the posts of a week")


def _times(what: str, spent: tuple[list[float], list[float]], *, most: float | None = None, note: str = "") -> Figure:
    """Compare each round's two costs; the first round only warms."""
    near, far = (each[1:] for each in spent)
    runs = [high / low for low, high in zip(near, far, strict=True)]
    return Figure.of(what, runs, "x", most=most, note=f"{median(near):.2f} and {median(far):.2f} ms{note}")


def _drawn(app: Flask, path: str) -> float:
    """Give the milliseconds that a page takes when all that was kept is forgotten."""
    app.extensions["cache"].clear()
    began = monotonic()
    assert Visitor(app).get(path, headers=DRAWN).status_code == 200
    return (monotonic() - began) * 1000


def _part(asks: Sequence[Ask], number: int, rounds: int) -> Sequence[Ask]:
    """Give a round's share of pages that differ, or all of those that are the same."""
    return asks[number::rounds] if len({ask.path for ask in asks}) > 1 else asks


def _rounds(scale: Scale) -> int:
    return scale.of(5, 3)


def _count(scale: Scale) -> str:
    return f"{large(scale).posts:,}"
