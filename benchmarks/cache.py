"""Guests' pages from the cache beside a bare Flask page on the same server, and members beside a crawler's wave."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from time import sleep

import requests

from benchmarks import anchors
from benchmarks.communities import HUNDRED, LONGEST, anchored
from benchmarks.crowd import crawling, rate_of
from benchmarks.figure import Figure, Scale
from benchmarks.floor import greeting
from benchmarks.kept import copied, kept, sign_in
from benchmarks.machine import cpu_seconds
from benchmarks.visits import Ask, address, fetch
from forum.core.clock import monotonic
from forum.core.config import ROOT
from tests.services.child import Child
from tests.services.product import Live, environ_of, living
from tests.services.waiting import free_port, until

CONNECTIONS = 64
WAVE = 200.0
"""Requests a second of the crawler."""
MEMBERS = 20.0
"""Requests a second of members."""
TONGUES = ("en", "pl", "lv", "ru")
GRANIAN = ("--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--no-ws", "--host", "127.0.0.1")


@dataclass(frozen=True, slots=True)
class Served:
    """An address on a server, the process that answers there, and what was measured of it."""

    what: str
    port: int
    pid: int
    path: str
    cpu_ms: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)


def measure(scale: Scale) -> Iterator[Figure]:
    """Ask for the same page over many connections, server by server in turn; then let a crawler loose."""
    with copied(kept("anchored", anchored(scale))) as data:
        cookie = sign_in(data, [1])[0]
        with living(data) as house, greeting() as floor:
            path = address(house, HUNDRED)
            page = Served("embedded", house.port, house.pid, path)
            yield from _compared(page, Served("gevent", floor.port, floor.process.pid, "/"), scale, 0.3)
            yield from _beside_a_wave(house, cookie, scale)
        with _granian("app:create_app", data) as page_server, _granian("benchmarks.hello:app", data) as floor:
            page = Served("granian", page_server.port, _worker(page_server), path)
            yield from _compared(page, Served("granian", floor.port, _worker(floor), "/"), scale, 0.06)


def _compared(page: Served, hello: Served, scale: Scale, most: float) -> Iterator[Figure]:
    """Ask both in turn, some rounds, over many connections at once."""
    until(lambda: fetch(page.port, Ask(page.path, {}))[0].getheader("ETag"), what="the page to be kept")
    seconds = scale.of(4, 1)
    for _round in range(scale.of(5, 2)):
        for each in (page, hello):
            before = cpu_seconds(each.pid)
            each.rates.append(rate_of(each.port, each.path, CONNECTIONS, seconds))
            each.cpu_ms.append((cpu_seconds(each.pid) - before) / (each.rates[-1] * seconds) * 1000)
    guests = f"guest: thread from the cache, {page.what}"
    yield Figure.of(f"bare Flask hello, {hello.what}", hello.cpu_ms, "ms")
    yield Figure.of(guests, page.cpu_ms, "ms", most=most, rivals=anchors.GUEST_THREAD)
    yield Figure.of(f"bare Flask hello, {hello.what}, 64 connections", hello.rates, "/s")
    yield Figure.of(
        f"{guests}, 64 connections", page.rates, "/s", least=median(hello.rates), rivals=anchors.THREAD_RATE
    )


def _beside_a_wave(house: Live, cookie: str, scale: Scale) -> Iterator[Figure]:
    """Let members read for a while, alone and beside a crawler that wants another page each time, in turn."""
    rounds, pages = scale.of(5, 2), _pages(house)
    paths = ("/latest", address(house, HUNDRED), "/")
    alone: list[float] = []
    beside: list[float] = []
    seen: Counter[int] = Counter()
    for number in range(rounds):
        wave = [(tongue, path) for path in pages[number::rounds] for tongue in TONGUES][: scale.of(1400, 600)]
        seconds = len(wave) / WAVE - 1
        alone.append(_read(house, cookie, paths, seconds))
        with crawling(house.port, wave, WAVE) as counts:
            sleep(1)  # until it has begun
            beside.append(_read(house, cookie, paths, seconds))
        seen += counts
    drawn, refused = seen[200] / seen.total(), seen[503] / seen.total()
    yield Figure.of("member, alone: 95 % answered in", alone, "ms")
    yield Figure.of("member, beside 200 new pages a second: 95 % in", beside, "ms")
    times = [one / other for one, other in zip(beside, alone, strict=True)]
    yield Figure.of("  so many times as long", times, "", most=2.0)
    yield Figure("  guests asked to come back", refused * 100, "%", note=f"{drawn:.0%} drawn, others {len(seen) - 2}")


def _pages(house: Live) -> list[str]:
    """List the pages of all threads, those of the longest one last."""
    index = requests.get(f"{house.url}/sitemaps/0.xml", timeout=30).text
    threads = [part.partition("<")[0].removeprefix(house.url) for part in index.split("<loc>")[1:]]
    longest = address(house, LONGEST)
    return [*threads, *(f"{longest}/{number}" for number in range(26, 4900, 25))]


def _read(house: Live, cookie: str, paths: Sequence[str], seconds: float) -> float:
    """Read as members do, at a steady pace; gives the milliseconds in which 95 % were answered."""
    waits: list[float] = []
    with requests.Session() as member:
        member.cookies.set("session", cookie)
        began = monotonic()
        for number in range(int(seconds * MEMBERS)):
            due = began + number / MEMBERS
            sleep(max(0.0, due - monotonic()))
            member.get(house.url + paths[number % len(paths)], timeout=30).raise_for_status()
            waits.append((monotonic() - due) * 1000)
    return quantiles(waits, n=20)[-1]


@contextmanager
def _granian(target: str, data: Path) -> Iterator[Child]:
    """Run an application in the web server of the scaled profile."""
    port = free_port()
    factory = ["--factory"] if target.endswith("create_app") else []
    command = [sys.executable, "-m", "granian", *GRANIAN, "--port", str(port), *factory, target]
    settings = environ_of({"data": data, "url": f"http://127.0.0.1:{port}"})
    child = Child(command, port=port, log=data / "granian.log", environ={"PYTHONPATH": str(ROOT), **settings})
    try:
        yield child
    finally:
        child.stop()


def _worker(granian: Child) -> int:
    """Give the process that answers: granian's first one only watches it."""
    pid = granian.process.pid
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
