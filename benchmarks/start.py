"""Cold start to the first answer, and memory at rest."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median
from time import sleep
from typing import NamedTuple

from benchmarks import anchors
from benchmarks.communities import anchored
from benchmarks.figure import Figure, Scale
from benchmarks.kept import copied, kept
from benchmarks.machine import cpu_seconds, meter, resident_mb
from benchmarks.visits import Ask, address, visit
from forum.core.clock import monotonic
from tests.services.product import Live, until_stopped

MOST_S, MOST_MB = 2.0, 150
REST_S = 5
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""The first start compiles our sources, as an image's build does; those that are counted find them compiled."""


class Start(NamedTuple):
    """Seconds until the first answer, and of CPU; megabytes after a rest, and those of them that are its own."""

    seconds: float
    cpu_s: float
    memory_mb: float
    own_mb: float


def measure(scale: Scale) -> Iterator[Figure]:
    """Start the product some times and let it rest after one answer; then load it for a while."""
    with copied(kept("anchored", anchored(scale))) as data:
        _started(data)
        starts = [_started(data) for _time in range(scale.of(5, 3))]
        note = f"{median(start.cpu_s for start in starts):.2f} s of CPU"
        seconds, memory = [start.seconds for start in starts], [start.memory_mb for start in starts]
        yield Figure.of("cold start to first answer", seconds, "s", most=MOST_S, rivals=anchors.COLD_START_S, note=note)
        note = _own(median(start.own_mb for start in starts))
        yield Figure.of("memory at rest", memory, "MB", most=MOST_MB, rivals=anchors.AT_REST_MB, note=note)
        with _running(data) as house:
            yield _loaded(house, scale)


def _running(data: Path) -> AbstractContextManager[Live]:
    return until_stopped(Live(data, COMPILED))


def _started(data: Path) -> Start:
    """Start, ask for the start page, rest, stop."""
    began = monotonic()
    with _running(data) as house:
        assert house.get("/").status_code == 200
        seconds, cpu_s = monotonic() - began, cpu_seconds(house.pid)
        sleep(REST_S)
        return Start(seconds, cpu_s, resident_mb(house.pid), resident_mb(house.pid, "RssAnon"))


def _loaded(house: Live, scale: Scale) -> Figure:
    """Have many threads and the start page read by eight at once."""
    threads = [Ask(address(house, number), {}) for number in range(3, scale.of(303, 53))]
    visit(house.port, meter(house.pid), [*threads, *([Ask("/", {})] * scale.of(1000, 100)), *threads], 8)
    what = f"memory after reading {len(threads)} threads twice, 8 readers at once"
    return Figure(what, resident_mb(house.pid), "MB", note=_own(resident_mb(house.pid, "RssAnon")))


def _own(megabytes: float) -> str:
    return f"{megabytes:.0f} MB of it its own, the rest mapped from files"
