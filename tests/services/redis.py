"""A Redis of our own, which keeps nothing."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.services.child import Child
from tests.services.waiting import free_port


@contextmanager
def serving() -> Iterator[str]:
    """Run Redis for the length of the block; gives its address."""
    program = shutil.which("redis-server")
    if not program:
        pytest.skip("Redis is not installed: run bin/services redis-server")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="homeground-redis-") as folder:
        options = f"--bind 127.0.0.1 --port {port} --dir {folder} --appendonly no --save".split()
        child = Child([program, *options, ""], port=port, log=Path(folder) / "log")
        try:
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            child.stop()
