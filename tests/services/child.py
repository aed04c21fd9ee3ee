"""A server in a child process: started, waited for, stopped by its own pid, and gone when we are gone."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.services.waiting import listens, until


class Child:
    """A running server on a port of the loopback address, its words kept in a file."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        port: int,
        log: Path,
        environ: Mapping[str, str] | None = None,
        user: str | None = None,
        seconds: float = 30,
    ) -> None:
        self.port, self.log, self.seconds = port, log, seconds
        self._command = [*as_user(user), *map(str, command)]
        self._environ = environ
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        with self.log.open("ab") as words:
            self.process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                env=self._environ,
                cwd="/",
            )
        until(self._answers, seconds=self.seconds, what=f"{self._command[-1]} on port {self.port}")

    def stop(self, number: int = signal.SIGTERM, *, seconds: float = 15) -> int:
        """Ask it to end and wait for that; gives its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.stop(signal.SIGKILL)

    def _answers(self) -> bool:
        if (code := self.process.poll()) is not None:
            words = self.log.read_text(errors="replace")[-3000:]
            raise RuntimeError(f"{self._command} ended with {code}:\n{words}")
        return listens(self.port)


def as_user(user: str | None) -> list[str]:
    """Give the words before a command that tie it to us; root may also make it another user."""
    if not shutil.which("setpriv"):
        return []
    leash = ["setpriv", "--pdeathsig", "INT"]
    if user and os.getuid() == 0:
        leash += ["--reuid", user, "--regid", user, "--init-groups"]
    return leash
