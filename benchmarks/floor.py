"""Runs the floor beside the product, so that a ratio holds on a busy machine."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from forum.core.config import ROOT
from tests.services.child import Child
from tests.services.waiting import free_port


@contextmanager
def greeting() -> Iterator[Child]:
    """Run the floor for the length of the block."""
    with TemporaryDirectory(prefix="homeground-bench-") as folder:
        port = free_port()
        # -P: our own folder has a queue.py, which is not the one that gevent wants
        program = ROOT / "benchmarks" / "hello.py"
        child = Child([sys.executable, "-P", program, str(port)], port=port, log=Path(folder) / "log")
        try:
            yield child
        finally:
            child.stop()
