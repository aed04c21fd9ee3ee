"""The product itself, as people start it: `python app.py` in a process of its own."""

import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests

from forum.core.config import ROOT
from tests.services.child import Child
from tests.services.waiting import free_port


class Live:
    """A running house on a port of the loopback address."""

    def __init__(self, data: Path, environ: Mapping[str, str]) -> None:
        self.data, self.port = data, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("HOMEGROUND_")},
            "HOMEGROUND_DATA": str(data),
            "HOMEGROUND_HOST": "127.0.0.1",
            "HOMEGROUND_PORT": str(self.port),
            "HOMEGROUND_URL": self.url,
            **environ,
        }
        self.child = Child(
            [sys.executable, ROOT / "app.py"],
            port=self.port,
            log=data.parent / "live.log",
            environ=self.environ,
        )

    @property
    def pid(self) -> int:
        """Give the number of the process."""
        return self.child.process.pid

    @property
    def said(self) -> str:
        """Give what it wrote to its console so far."""
        return self.child.log.read_text(errors="replace")

    def get(self, path: str) -> requests.Response:
        """Ask for a page as a guest."""
        return requests.get(self.url + path, timeout=10, allow_redirects=False)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.child.kill()

    def stop(self) -> int:
        """Ask it to end; gives the exit code."""
        return self.child.stop(signal.SIGTERM)

    def start(self) -> None:
        """Start it again on the same data."""
        self.child.start()


@contextmanager
def living(data: Path, **settings: str) -> Iterator[Live]:
    """Run the product on a data folder for the length of the block; settings are names without the prefix."""
    live = Live(data, {f"HOMEGROUND_{name.upper()}": value for name, value in settings.items()})
    try:
        yield live
    finally:
        live.stop()
