"""The scaled house whole, as its published units start it: pages, sockets and workers, with nginx in front."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.config import ROOT
from forum.core.db import read
from forum.core.outbox import Job
from tests.services import nginx
from tests.services.child import as_user
from tests.services.product import House
from tests.services.waiting import free_port, listens, until

UNITS = ROOT / "deploy" / "systemd"
PROGRAMS = "/srv/homeground/.venv/bin/"
OURS = re.compile(r"HOMEGROUND_(?!DATA)[A-Z_]+=\S+")
STARTS_IN_S = 60


class Part:
    """One unit that runs, with all its processes."""

    def __init__(self, kind: str, port: int, folder: Path, environ: Mapping[str, str]) -> None:
        text = (UNITS / f"homeground-{kind}@.service").read_text().replace("%i", str(port)).replace("\\\n", " ")
        command = re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)[0]
        own = dict(each.split("=", 1) for line in _settings(text) for each in OURS.findall(line))
        self.name, self.port, self.log = f"{kind} {port}", port, folder / f"{kind}-{port}.log"
        self._listens = kind != "worker"
        self._environ = {**environ, **own}
        self._command = command.replace(PROGRAMS, f"{Path(sys.executable).parent}/").replace(
            "--workers 2", "--workers 1"
        )
        self.start()

    def start(self) -> None:
        """Start it; whether it is ready, `is_ready` tells."""
        with self.log.open("wb") as words:
            self.process = subprocess.Popen(
                [*as_user(None), *self._command.split()], stdin=subprocess.DEVNULL, stdout=words, stderr=words,
                env=self._environ, cwd=ROOT, start_new_session=True,
            )  # fmt: skip

    def is_ready(self) -> bool:
        """Tell whether it does its work."""
        if (code := self.process.poll()) is not None:
            raise RuntimeError(f"{self.name} ended with {code}:\n{self.log.read_text(errors='replace')[-3000:]}")
        return listens(self.port) if self._listens else "working" in self.log.read_text()

    @property
    def pids(self) -> list[int]:
        """List all its processes."""
        return [self.process.pid, *children(self.process.pid)]

    def kill(self) -> None:
        """End all its processes as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Ask it to end; gives its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise


class Fleet(House):
    """Two processes of each kind behind nginx, on loopback."""

    def __init__(self, data: Path, environ: Mapping[str, str]) -> None:
        super().__init__(data, free_port(), {"HOMEGROUND_PROXIES": "1", "PYTHONUNBUFFERED": "1", **environ})
        self.world.brand()
        self.world.admin()  # until then every page leads to the first run
        self.pages, self.sockets, self.workers = (
            [Part(kind, free_port(), data.parent, self.environ) for _ in range(2)]
            for kind in ("web", "sockets", "worker")
        )
        for part in self.parts:
            until(part.is_ready, seconds=STARTS_IN_S, what=part.name)

    @property
    def parts(self) -> list[Part]:
        """List everything that runs of ours."""
        return [*self.pages, *self.sockets, *self.workers]

    def replaced(self, part: Part) -> None:
        """Start a part again that has ended."""
        part.start()
        until(part.is_ready, seconds=STARTS_IN_S, what=part.name)

    def work_left(self) -> int:
        """Count the jobs that are due."""
        due = select(func.count()).select_from(Job).where(Job.due_at <= now(), Job.parked_at.is_(None))
        with self.world.app.app_context():
            return read().scalar(due) or 0

    def stop(self) -> None:
        """End everything."""
        for part in self.parts:
            if part.process.poll() is None:
                part.process.terminate()
        for part in self.parts:
            part.stop()
        self.forget()


@contextmanager
def standing(folder: Path, database_url: str, redis_url: str, **settings: str) -> Iterator[Fleet]:
    """Run the whole house for the length of the block, on a migrated, empty database."""
    given = {"database_url": database_url, "redis_url": redis_url, **settings}
    fleet = Fleet(folder / "data", {f"HOMEGROUND_{name.upper()}": value for name, value in given.items()})
    try:
        behind = ([part.port for part in parts] for parts in (fleet.pages, fleet.sockets))
        with nginx.serving(folder, fleet.port, *behind):
            until(lambda: fleet.get("/").status_code == 200, what="a page through nginx")
            yield fleet
    finally:
        fleet.stop()


def children(pid: int) -> list[int]:
    """List the processes that a process has started."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [child for each in map(int, found) for child in (each, *children(each))]


def _settings(unit: str) -> list[str]:
    return [line for line in unit.splitlines() if line.startswith("Environment=")]
