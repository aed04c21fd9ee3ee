"""A Redis of our own, which keeps nothing."""

import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.services.child import Child
from tests.services.waiting import free_port


class RedisServer:
    """A running Redis, which can be taken away in several ways."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("redis-server")
        if not program:
            pytest.skip("Redis is not installed: run bin/services redis-server")
        port = free_port()
        options = f"--bind 127.0.0.1 --port {port} --dir {folder} --appendonly no --save".split()
        self.child = Child([program, *options, ""], port=port, log=folder / "redis.log")
        self.url = f"redis://127.0.0.1:{port}/0"

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Let nobody answer at its port in the block."""
        self.child.kill()
        try:
            yield
        finally:
            self.child.start()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Let it take connections and words in the block, and say nothing: a black hole."""
        self.child.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.child.process.send_signal(signal.SIGCONT)


@contextmanager
def running() -> Iterator[RedisServer]:
    """Run Redis for the length of the block."""
    with tempfile.TemporaryDirectory(prefix="homeground-redis-") as folder:
        server = RedisServer(Path(folder))
        try:
            yield server
        finally:
            server.child.process.send_signal(signal.SIGCONT)
            server.child.stop()


@contextmanager
def serving() -> Iterator[str]:
    """Run Redis for the length of the block; gives its address."""
    with running() as server:
        yield server.url
