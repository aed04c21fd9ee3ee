"""CPU of a request, whole process: pages for guests and for a member, the bare floor in the same rounds."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from statistics import median

from benchmarks import anchors
from benchmarks.communities import HUNDRED, LONGEST, anchored
from benchmarks.figure import Figure, Scale
from benchmarks.floor import greeting
from benchmarks.kept import copied, kept, sign_in
from benchmarks.machine import meter
from benchmarks.visits import DRAWN, Ask, Cost, address, visit
from tests.services.child import Child
from tests.services.product import Live, living

CLIENTS = 4
RUNS = 5
GZIP = {"Accept-Encoding": "gzip"}
FLOOR = "bare Flask hello"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is measured, and how it compares."""

    what: str
    ask: Ask
    most: float | None = None
    rivals: tuple[str, ...] = ()


def measure(scale: Scale) -> Iterator[Figure]:
    """Ask for each page in turn, several rounds, and give the median of each.

    Guests come before members: while members are about, guests get only a share of the processor.
    """
    with ExitStack() as stack:
        data = stack.enter_context(copied(kept("anchored", anchored(scale))))
        cookie = {"Cookie": f"session={sign_in(data, [1])[0]}"}
        house, floor = stack.enter_context(living(data)), stack.enter_context(greeting())
        guests = [*_pages(house, DRAWN, "guest"), *_variants(house)]
        yield from _figures(guests, _rounds(house, floor, guests, scale))
        yield from _unseen(house, scale)
        yield from _rate(house, guests, scale)
        zipped = Page("member: thread, gzip", Ask(address(house, HUNDRED), {**cookie, **GZIP}))
        members = [*_pages(house, cookie, "member"), zipped]
        yield from _figures(members, _rounds(house, floor, members, scale))


def _pages(house: Live, headers: Mapping[str, str], who: str) -> list[Page]:
    guest = who == "guest"
    thread, last = Ask(address(house, HUNDRED), headers), Ask(address(house, LONGEST, 5000), headers)
    return [
        Page(f"{who}: start page", Ask("/", headers), rivals=anchors.GUEST_HOME if guest else ()),
        Page(f"{who}: latest", Ask("/latest", headers), rivals=anchors.GUEST_LIST if guest else ()),
        Page(f"{who}: category", Ask("/c/category-00", headers), rivals=anchors.GUEST_LIST if guest else ()),
        Page(
            f"{who}: thread, 25 posts", thread, 1.5 if guest else 2.5,
            anchors.GUEST_THREAD if guest else anchors.MEMBER_THREAD,
        ),
        Page(f"{who}: last page of 5,000 posts", last, rivals=anchors.GUEST_LAST_PAGE if guest else ()),
    ]  # fmt: skip


def _variants(house: Live) -> list[Page]:
    path = address(house, HUNDRED)
    return [
        Page("guest: thread from the cache", Ask(path, {})),
        Page("guest: thread, gzip", Ask(path, {**DRAWN, **GZIP})),
    ]


def _rounds(house: Live, floor: Child, pages: list[Page], scale: Scale) -> dict[str, list[Cost]]:
    costs: dict[str, list[Cost]] = {what: [] for what in (FLOOR, *(page.what for page in pages))}
    hello, count = Ask("/", {}), scale.of(200, 100)
    for page in pages:
        visit(house.port, meter(house.pid), [page.ask] * 30, CLIENTS)
    visit(floor.port, meter(floor.process.pid), [hello] * 30, CLIENTS)
    for _round in range(scale.of(RUNS, 3)):
        costs[FLOOR].append(visit(floor.port, meter(floor.process.pid), [hello] * count, CLIENTS))
        for page in pages:
            costs[page.what].append(visit(house.port, meter(house.pid), [page.ask] * count, CLIENTS))
    return costs


def _figures(pages: list[Page], costs: dict[str, list[Cost]]) -> Iterator[Figure]:
    floor = [cost.cpu_ms for cost in costs[FLOOR]]
    yield Figure.of(f"{FLOOR}, in the same rounds as {pages[0].what.partition(':')[0]}s", floor, "ms")
    for page in pages:
        spent = [cost.cpu_ms for cost in costs[page.what]]
        times = median(each / one for each, one in zip(spent, floor, strict=True))
        size = costs[page.what][0].size / 1000
        note = f"{times:.1f} x hello; {size:.0f} kB"
        yield Figure.of(page.what, spent, "ms", most=page.most, rivals=page.rivals, note=note)


def _unseen(house: Live, scale: Scale) -> Iterator[Figure]:
    """Ask for pages of the longest thread that nobody has asked for: nothing of them is kept yet."""
    base = address(house, LONGEST)
    pages = (Ask(f"{base}/{number}", {}) for number in range(26, 4900, 25))
    asks = list(islice(pages, scale.of(200, 60)))
    fifths = [visit(house.port, meter(house.pid), asks[place::RUNS]).cpu_ms for place in range(RUNS)]
    yield Figure.of("guest: thread page drawn for the first time", fifths, "ms", note="25 posts, none kept")


def _rate(house: Live, pages: list[Page], scale: Scale) -> Iterator[Figure]:
    """Let one visitor read the thread again and again, then 16 at once."""
    ask, pulse = next(page.ask for page in pages if page.what == "guest: thread, 25 posts"), meter(house.pid)
    waits = [visit(house.port, pulse, [ask] * scale.of(100, 30)).wait_ms for _round in range(RUNS)]
    yield Figure.of("guest: thread, 1 client, half answered in", waits, "ms", rivals=anchors.THREAD_WAIT)
    rates = [visit(house.port, pulse, [ask] * scale.of(800, 320), 16).rate for _round in range(RUNS)]
    yield Figure.of("guest: thread, 16 clients", rates, "/s", rivals=anchors.THREAD_RATE, note="one process")
