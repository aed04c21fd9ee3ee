"""Live pages: how soon a second reader is told of a reply, and what many open pages take."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from re import search
from sqlite3 import connect
from statistics import quantiles

from benchmarks import anchors
from benchmarks.communities import anchored
from benchmarks.figure import Figure, Scale
from benchmarks.kept import copied, kept, sign_in
from benchmarks.machine import meter, resident_mb
from benchmarks.replies import writings
from benchmarks.visits import Ask, fetch
from forum.core.clock import monotonic, now
from forum.core.config import ROOT
from tests.services.product import Live, living
from tests.services.waiting import until

THREADS, EACH = range(3, 18), 8
"""Threads of 17 and 18 posts: with eight more they still have one page, or little more than one."""
CROWD_THREAD = 40
PAUSE_S = 0.05
"""Between two replies, as at NodeBB's load: about fifteen a second."""


def measure(scale: Scale) -> Iterator[Figure]:
    """Let members reply while others have the thread open: one reader each, then a crowd."""
    with copied(kept("anchored", anchored(scale))) as data:
        tokens = sign_in(data, range(1, len(THREADS) + 3))
        with living(data) as house:
            yield from _second_sockets(house, data, tokens)
            yield from _crowd(house, data, tokens, scale.of(1000, 200))


def _second_sockets(house: Live, data: Path, tokens: Sequence[str]) -> Iterator[Figure]:
    asks = [ask for number, token in zip(THREADS, tokens, strict=False) for ask in writings(house, number, token)]
    before = _published(data)
    with _listening(house.port, len(THREADS), [f"thread:{number}" for number in THREADS]) as crowd:
        sent = _write(house, asks)
        told = crowd.told()
    committed = {post: moment for post, moment in _published(data).items() if post not in before}
    heard = [
        (moments[0], committed[int(channel.split(":")[1]), int(number)])
        for channel, numbers in told.items()
        for number, moments in numbers.items()
        if (int(channel.split(":")[1]), int(number)) in committed
    ]
    yield from _spread("reply published to a second socket", [came - at for came, at in heard], (15, 25), (
        f"{len(heard)} of {len(asks)} replies; from the moment in the row, before the sync to the disk"
    ))  # fmt: skip
    yield Figure("reply sent and answered", 1000 * sum(sent) / len(sent), "ms", note="by the one who writes it")


def _crowd(house: Live, data: Path, tokens: Sequence[str], count: int) -> Iterator[Figure]:
    pulse, before, resident = meter(house.pid), meter(house.pid)(), resident_mb(house.pid)
    with _listening(house.port, count, [f"thread:{CROWD_THREAD}"]) as crowd:
        spent = (pulse() - before) / count * 1000
        yield Figure(f"memory of a socket, {count}", (resident_mb(house.pid) - resident) * 1024 / count, "kB", 60)
        yield Figure("CPU of a connection with its join", spent, "ms", note=f"all {count} in after {crowd.took:.1f} s")
        before, asks = pulse(), writings(house, CROWD_THREAD, tokens[-1])[:6]
        _write(house, asks, pause=1.0)
        spent = (pulse() - before) / len(asks) / count * 1e6
        began = monotonic()
        fetch(house.port, Ask("/latest", {}))
        page = monotonic() - began
        told = crowd.told()[f"thread:{CROWD_THREAD}"]
    committed = _published(data)
    waits = [
        came - committed[CROWD_THREAD, int(number)]
        for number, moments in told.items()
        if (CROWD_THREAD, int(number)) in committed  # older posts of the thread may be drawn anew meanwhile
        for came in moments
    ]
    waits.sort()
    note = f"{len(waits)} of {count * len(asks)}; {spent:.0f} µs of CPU each; a page meanwhile {page * 1000:.0f} ms"
    yield Figure(f"reply to 95 % of {count} sockets", 1000 * waits[int(len(waits) * 0.95)], "ms", 200, note=note)


class Crowd:
    """Open pages in another process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        assert process.stdout
        self.took = float(process.stdout.readline())

    def told(self) -> dict[str, dict[str, list[float]]]:
        """End it, and give what it heard when."""
        said, _errors = self._process.communicate(timeout=60)
        heard: dict[str, dict[str, list[float]]] = json.loads(said)
        return heard


@contextmanager
def _listening(port: int, count: int, channels: Sequence[str]) -> Iterator[Crowd]:
    command = [sys.executable, "-m", "benchmarks.listeners", str(port), str(count), str(_cursor(port)), *channels]
    process = subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
    try:
        yield Crowd(process)
    finally:
        process.kill()
        process.wait()


def _cursor(port: int) -> int:
    """Read the cursor of a page that was just loaded."""
    _answer, page = fetch(port, Ask("/latest", {}))
    found = search(r'data-live-at="(\d+)"', page.decode())
    return int(found[1]) if found else 0


def _write(house: Live, asks: Sequence[Ask], pause: float = PAUSE_S) -> list[float]:
    """Send the replies one after the other, a little apart."""
    took = []
    for ask in asks:
        began = monotonic()
        fetch(house.port, ask)
        took.append(monotonic() - began)
        until(lambda began=began: monotonic() - began > pause, what="the next reply")  # type: ignore[misc]
    return took


def _published(data: Path) -> dict[tuple[int, int], float]:
    """Read when each post was published: the moment the row has, a little before its commit."""
    with connect(data / "homeground.db") as connection:
        rows = connection.execute(
            "SELECT thread_id, number, published_at FROM post WHERE published_at > ?",
            [now().replace(hour=0, minute=0, tzinfo=None).isoformat(" ")],
        )
        return {
            (thread, number): datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp() for thread, number, at in rows
        }


def _spread(what: str, seconds: Sequence[float], most: tuple[float, float], note: str) -> Iterator[Figure]:
    cuts = quantiles(seconds, n=100)
    yield Figure(f"{what}, p50", cuts[49] * 1000, "ms", most[0], rivals=anchors.SECOND_SOCKET_P50, note=note)
    yield Figure(f"{what}, p99", cuts[98] * 1000, "ms", most[1], rivals=anchors.SECOND_SOCKET_P99)
