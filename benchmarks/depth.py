"""What depth costs: pages of a community of 1,000 posts against one of 1,000,000, post 1 against post 100,000."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import median
from time import process_time

from flask import Flask
from sqlalchemy import select

from app import create_app
from benchmarks.communities import LONGEST, large, small
from benchmarks.community import name_of
from benchmarks.figure import Figure, Scale
from benchmarks.kept import copied, kept
from benchmarks.visits import Ask, address, visit
from forum.core.config import Settings
from forum.core.db import read
from forum.core.paging import Cursor
from forum.threads.models import Thread
from tests.clients import Visitor
from tests.services.product import Live, living

MOST = 1.5
PAGE = 25
CLIENTS = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pages that should cost the same: near and far, or small and large. Each is asked for in turn."""

    what: str
    near: tuple[Live, Sequence[Ask]]
    far: tuple[Live, Sequence[Ask]]


def measure(scale: Scale) -> Iterator[Figure]:
    """Ask for both pages of each pair in turn, several rounds, and compare the medians."""
    with ExitStack() as stack:
        deep = kept("large-quick" if scale.quick else "large", large(scale))
        little = stack.enter_context(copied(kept("small", small())))
        near, far = stack.enter_context(living(little)), stack.enter_context(living(deep))
        for pair in chain(_sizes(near, far, scale), _depths(far, deep, scale)):
            yield _compared(pair, scale)
        yield from _nothing_kept(little, deep, scale)


def _sizes(near: Live, far: Live, scale: Scale) -> Iterator[Pair]:
    """Pair pages of the small community with the same ones of the large."""
    for what, path in {
        "start page": "/", "latest": "/latest", "unanswered": "/unanswered", "category": "/c/category-00",
        "tag": "/tags/tag-1", "member": f"/u/{name_of(7)}",
    }.items():  # fmt: skip
        ask = [Ask(path, {})] * scale.of(100, 40)
        yield Pair(f"{what}: 1,000 and {_count(scale)} posts", (near, ask), (far, ask))
    asks = [[Ask(address(house, LONGEST), {})] * scale.of(100, 40) for house in (near, far)]
    yield Pair(f"thread: 1,000 and {_count(scale)} posts", (near, asks[0]), (far, asks[1]))


def _depths(house: Live, data: Path, scale: Scale) -> Iterator[Pair]:
    """Pair the first page of a list with one from its middle; of the longest thread, pages nobody has asked for."""
    middle, count = _middle(data), scale.of(100, 40)
    longest, base = large(scale).longest, address(house, LONGEST)
    for what, path in {"latest": "/latest", "category": "/c/category-00", "tag": "/tags/tag-1"}.items():
        first, deep = [Ask(path, {})] * count, [Ask(f"{path}?before={middle}", {})] * count
        yield Pair(f"{what}: first page and middle", (house, first), (house, deep))
    pages = [Ask(f"{base}/{number}", {}) for number in range(PAGE + 1, longest, PAGE)]
    rounds = _rounds(scale) + 1
    each = min(count, len(pages) // 2 // rounds) * rounds
    what = f"thread pages drawn for the first time: near post 1 and post {longest:,}"
    yield Pair(what, (house, pages[:each]), (house, pages[-each:]))


def _middle(data: Path) -> Cursor:
    """Find a place in the middle of the list of all threads; it is one in the list of a tag or category too."""
    app = create_app(Settings(data=data))
    with app.app_context():
        last = read().scalars(select(Thread.id).order_by(Thread.id.desc()).limit(1)).one()
        return Cursor(*read().execute(select(Thread.last_post_at, Thread.id).where(Thread.id == last // 2)).one())


def _compared(pair: Pair, scale: Scale) -> Figure:
    spent: tuple[list[float], list[float]] = ([], [])
    for number in range(_rounds(scale) + 1):
        for (house, asks), into in zip((pair.near, pair.far), spent, strict=True):
            into.append(visit(house.port, house.pid, _part(asks, number, _rounds(scale) + 1), CLIENTS).cpu_ms)
    near, far = (median(each[1:]) for each in spent)
    return Figure(pair.what, far / near, "x", MOST, None, (), f"{near:.2f} and {far:.2f} ms")


def _nothing_kept(near: Path, far: Path, scale: Scale) -> Iterator[Figure]:
    """Draw the pages that are kept for a while, with nothing kept, in this process."""
    houses = [create_app(Settings(data=data)) for data in (near, far)]
    for what, path in (("start page", "/"), ("top of the week", "/top")):
        spent: tuple[list[float], list[float]] = ([], [])
        for _round in range(_rounds(scale) + 1):
            for house, into in zip(houses, spent, strict=True):
                into.append(_drawn(house, path))
        low, high = (median(each[1:]) for each in spent)
        both = f"{what}, nothing kept: 1,000 and {_count(scale)} posts"
        yield Figure(both, high / low, "x", MOST, None, (), f"{low:.2f} and {high:.2f} ms in the process")


def _drawn(house: Flask, path: str) -> float:
    """Give the milliseconds of CPU that a page takes when all that was kept is forgotten."""
    house.extensions["cache"].clear()
    began = process_time()
    assert Visitor(house).get(path).status_code == 200
    return (process_time() - began) * 1000


def _part(asks: Sequence[Ask], number: int, rounds: int) -> Sequence[Ask]:
    """Give a round's share of pages that differ, or all of those that are the same."""
    return asks[number::rounds] if len({ask.path for ask in asks}) > 1 else asks


def _rounds(scale: Scale) -> int:
    return scale.of(4, 3)


def _count(scale: Scale) -> str:
    return f"{large(scale).posts:,}"
