"""The house with a listener of ours on top, as either kind of install runs it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from forum.core.config import ROOT
from tests.services.child import as_user
from tests.services.product import Live, environ_of, until_stopped
from tests.services.waiting import until
from tests.stack import SCALED, Stack

TOP = "tests.attacks.listening"
START = f"from gevent import monkey; monkey.patch_all(); from {TOP} import main; main()"
GRANIAN = ["--interface", "wsgi", "--workers", "2", "--no-ws", "--host", "127.0.0.1", "--factory"]


class OneProcess(Live):
    """The embedded server, with its worker beside it."""

    def __init__(self, data: Path, environ: Mapping[str, str], *, founded: bool = False) -> None:
        super().__init__(data, {**environ, "PYTHONPATH": str(ROOT)}, founded=founded)

    def command(self) -> list[str | Path]:
        """Say how it is started."""
        return [sys.executable, "-c", START]


class Fleet(OneProcess):
    """A granian of two processes, and a worker."""

    def __init__(self, data: Path, environ: Mapping[str, str], *, founded: bool = False) -> None:
        super().__init__(data, environ, founded=founded)
        self._start_worker()

    def command(self) -> list[str | Path]:
        """Say how the web server is started: as the first of a group, which is killed together."""
        return ["setsid", sys.executable, "-m", "granian", *GRANIAN, "--port", str(self.port), f"{TOP}:create_app"]

    def kill(self) -> None:
        """End everything at once, as a power cut would."""
        os.killpg(self.pid, signal.SIGKILL)
        self.worker.kill()
        self.child.process.wait()
        self.worker.wait()

    def stop(self) -> int:
        """Ask everything to end; gives the exit code of the web server."""
        self.worker.terminate()
        self.worker.wait(15)
        return super().stop()

    def start(self) -> None:
        """Start everything again on the same data."""
        super().start()
        self._start_worker()

    def _start_worker(self) -> None:
        log = self.data.parent / "worker.log"
        command = [*as_user(None), sys.executable, "-m", "flask", "--app", f"{TOP}:create_app", "worker"]
        with log.open("wb") as words:
            self.worker = subprocess.Popen(command, stdout=words, stderr=words, env=self.environ, cwd="/")
        until(lambda: "working" in log.read_text(), seconds=30, what="the worker")


@contextmanager
def standing(stack: Stack, data: Path, kind: type[Live] | None = None) -> Iterator[Live]:
    """Run a house that has its brand, as this run's kind of install does, for the length of the block."""
    made = (kind or (Fleet if SCALED else OneProcess))(data, environ_of(stack.fresh(data)), founded=True)
    with until_stopped(made) as running:
        yield running
    stack.clear(data)
