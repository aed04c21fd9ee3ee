"""The import of real communities: posts a second, from the command to the last counter."""

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pytest

from benchmarks.figure import Figure, Scale
from forum.core.clock import monotonic
from forum.core.config import ROOT

LEAST = 500
SITES = Path("community") / "native"


def measure(scale: Scale) -> Iterator[Figure]:
    """Import the reference dumps into an empty house, once, and let the product check every counter."""
    sets = Path(os.environ.get("HOMEGROUND_DATA_SETS") or ROOT.parent / "shared" / "data")
    dumps = sets / SITES / "coffee" if scale.quick else sets / SITES
    if not dumps.is_dir():
        pytest.skip("no reference data: set HOMEGROUND_DATA_SETS to its folder")
    with TemporaryDirectory(prefix="homeground-bench-") as folder:
        began, before = monotonic(), _children_cpu()
        _flask(Path(folder), "import", "stackexchange", str(dumps))
        seconds, spent = monotonic() - began, _children_cpu() - before
        posts = _posts(Path(folder))
        note = f"{posts:,} posts in {seconds:.1f} s, {spent:.1f} s of CPU in all processes"
        yield Figure("import of Stack Exchange dumps", posts / seconds, "posts/s", None, LEAST, (), note)
        differing = _flask(Path(folder), "import", "check", str(dumps))
        yield Figure("counters of the dumps that differ afterwards", differing, "", 0, note="0 when the check passes")


def _flask(folder: Path, *words: str) -> int:
    """Run a command of the product on a data folder; gives its exit code, and shows the end of what it said."""
    command = [sys.executable, "-m", "flask", "--app", "app", *words]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("HOMEGROUND_")}
    environ["HOMEGROUND_DATA"] = str(folder)
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=900, check=False)  # noqa: S603
    for line in (done.stdout + done.stderr).strip().splitlines()[-8:]:
        click.echo(f"    {line}", err=True)
    return done.returncode


def _posts(folder: Path) -> int:
    with sqlite3.connect(folder / "homeground.db") as connection:
        return int(connection.execute("SELECT count(*) FROM post").fetchone()[0])


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
