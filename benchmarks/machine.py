"""The machine that the figures come from, and how busy it is."""

import os
import platform
import re
import sqlite3
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("flask", "sqlalchemy", "jinja2", "gevent")
TICKS = os.sysconf("SC_CLK_TCK")


def described() -> str:
    """Say in two lines what the machine and its software are."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores of {_model()}, {_memory_gb()} GB, {platform.system()} {platform.release()}\n"
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}"
    )


def load() -> str:
    """Tell the load averages of one, five and fifteen minutes."""
    return " ".join(f"{value:.1f}" for value in os.getloadavg())


def cpu_seconds(pid: int) -> float:
    """Tell how much CPU time a process has taken, in and for its own code, children left out."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def meter(pid: int) -> Callable[[], float]:
    """Make a meter of a process' CPU seconds."""
    return partial(cpu_seconds, pid)


def resident_mb(pid: int, kind: str = "VmRSS") -> float:
    """Tell the resident memory of a process, in megabytes of 2**20 bytes; RssAnon is what no file stands behind."""
    found = re.search(rf"{kind}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def _model() -> str:
    found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return found[1].strip() if found else platform.machine()


def _memory_gb() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
