"""Waiting for a condition, never for a time."""

import select
import socket
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

GLANCE_S = 0.02


def until(ask: Callable[[], T], *, seconds: float = 10, what: str = "it") -> T:
    """Ask until the answer is true, and give that answer."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds} s for {what}")
        select.select([], [], [], GLANCE_S)
    return answer


def free_port() -> int:
    """Find a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def listens(port: int) -> bool:
    """Tell whether somebody answers on a port of the loopback address."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
