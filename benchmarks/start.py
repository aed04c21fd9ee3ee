"""Cold start to the first answer, and memory at rest."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import sleep

from benchmarks import anchors
from benchmarks.communities import anchored
from benchmarks.figure import Figure, Scale
from benchmarks.kept import copied, kept
from benchmarks.machine import cpu_seconds, meter, resident_mb
from benchmarks.visits import Ask, address, visit
from forum.core.clock import monotonic
from tests.services.product import living

MOST_S, MOST_MB = 2.0, 150
REST_S = 5


def measure(scale: Scale) -> Iterator[Figure]:
    """Start the product a few times, let it rest after one answer, then load it for a while."""
    with copied(kept("anchored", anchored(scale))) as data:
        starts = [_started(data) for _time in range(scale.of(5, 3))]
        seconds, spent = median(wall for wall, _cpu in starts), median(cpu for _wall, cpu in starts)
        note = f"{spent:.2f} s of CPU"
        yield Figure("cold start to first answer", seconds, "s", MOST_S, None, anchors.COLD_START_S, note)
        with living(data) as house:
            house.get("/")
            sleep(REST_S)
            yield _memory("memory at rest", house.pid, MOST_MB, anchors.AT_REST_MB)
            threads = [Ask(address(house, number), {}) for number in range(3, scale.of(303, 53))]
            visit(house.port, meter(house.pid), [*threads, *([Ask("/", {})] * scale.of(1000, 100)), *threads], 8)
            yield _memory(f"memory after reading {len(threads)} threads twice, 8 readers at once", house.pid)


def _memory(what: str, pid: int, most: float | None = None, rivals: tuple[str, ...] = ()) -> Figure:
    note = f"{resident_mb(pid, 'RssAnon'):.0f} MB of it its own, the rest mapped from files"
    return Figure(what, resident_mb(pid), "MB", most, None, rivals, note)


def _started(data: Path) -> tuple[float, float]:
    """Start, ask for the start page, stop; gives seconds and CPU seconds."""
    began = monotonic()
    with living(data) as house:
        assert house.get("/").status_code == 200
        return monotonic() - began, cpu_seconds(house.pid)
