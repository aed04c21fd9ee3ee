"""The product itself, as people start it: `python app.py` in a process of its own."""

import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import requests

from app import create_app
from forum.core.config import ROOT, load
from forum.core.db import db
from tests.clients import Visitor
from tests.services.child import Child
from tests.services.waiting import free_port
from tests.world import World


class House:
    """A house at an address, whatever answers there."""

    def __init__(self, data: Path, port: int, environ: Mapping[str, str]) -> None:
        self.data, self.port = data, port
        self.url = f"http://127.0.0.1:{port}"
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("HOMEGROUND_")},
            "HOMEGROUND_DATA": str(data),
            "HOMEGROUND_HOST": "127.0.0.1",
            "HOMEGROUND_PORT": str(self.port),
            "HOMEGROUND_URL": self.url,
            **environ,
        }

    @cached_property
    def world(self) -> World:
        """Build in its database, by the same actions, from this process."""
        app = create_app(load(self.environ))
        app.testing = True
        app.test_client_class = Visitor
        return World(app)

    def get(self, path: str) -> requests.Response:
        """Ask for a page as a guest."""
        return requests.get(self.url + path, timeout=10, allow_redirects=False)

    def forget(self) -> None:
        """Let go of its database."""
        if "world" in vars(self):
            with self.world.app.app_context():
                db.session.remove()
                db.engine.dispose()


class Live(House):
    """A running house on a port of the loopback address; one that is `founded` has its brand from the start."""

    def __init__(self, data: Path, environ: Mapping[str, str], *, founded: bool = False) -> None:
        super().__init__(data, free_port(), environ)
        if founded:
            self.world.brand()
        self.child = Child(
            self.command(),
            port=self.port,
            log=data.parent / "live.log",
            environ=self.environ,
        )

    def command(self) -> list[str | Path]:
        """Say how it is started."""
        return [sys.executable, ROOT / "app.py"]

    @property
    def pid(self) -> int:
        """Give the number of the process."""
        return self.child.process.pid

    @property
    def said(self) -> str:
        """Give what it wrote to its console so far."""
        return self.child.log.read_text(errors="replace")

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
    with until_stopped(Live(data, environ_of(settings))) as live:
        yield live


def environ_of(settings: Mapping[str, object]) -> dict[str, str]:
    """Name settings as the environment does."""
    return {f"HOMEGROUND_{name.upper()}": str(value) for name, value in settings.items()}


@contextmanager
def until_stopped(live: Live) -> Iterator[Live]:
    """Stop a running house at the end of the block."""
    try:
        yield live
    finally:
        live.stop()
        live.forget()
