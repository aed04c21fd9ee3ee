"""What processes share: a Redis that answers in a moment, or is left alone for a while."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from redis import Redis, RedisError

PATIENCE_S = 0.5
PAUSE_S = 1.0
KEEPALIVE = {
    socket.TCP_KEEPIDLE: 10,
    socket.TCP_KEEPINTVL: 5,
    socket.TCP_KEEPCNT: 3,
    socket.TCP_USER_TIMEOUT: 20_000,
}
"""A connection that only listens notices within half a minute that the other side has vanished."""

log = logging.getLogger(__name__)


class Resting(Exception):
    """Redis did not answer a moment ago and is left alone for now."""


class Shared:
    """The Redis of this install. Nothing is lost without it, and whoever finds it silent is the only one to wait."""

    def __init__(self, url: str) -> None:
        self.options = options(url)
        self.redis = Redis.from_url(url, **self.options)
        self._lock = threading.Lock()
        self._away = False

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Let the block ask Redis; raises Resting while it is left alone."""
        if self._away:
            raise Resting
        try:
            yield
        except Exception as error:
            self._leave_alone(error)
            raise

    def _leave_alone(self, error: Exception) -> None:
        """Let nobody ask until somebody beside the requests has got an answer."""
        with self._lock:
            if self._away:
                return
            self._away = True
        log.warning("Redis does not answer, the house goes on without it: %s", error)
        threading.Thread(target=self._await, name="waiting for Redis", daemon=True).start()

    def _await(self) -> None:
        while self._away:
            time.sleep(PAUSE_S)
            with suppress(RedisError):
                self.redis.ping()
                self._away = False
        log.warning("Redis answers again")


def options(url: str) -> dict[str, Any]:
    """Say how long Redis is waited for; a socket file needs no keeping alive."""
    patience: dict[str, Any] = {"socket_timeout": PATIENCE_S, "socket_connect_timeout": PATIENCE_S}
    if not url.startswith("unix"):
        patience |= {"socket_keepalive": True, "socket_keepalive_options": KEEPALIVE}
    return patience
