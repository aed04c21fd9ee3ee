"""What processes share: a Redis that answers in a moment, or is left alone for a while."""

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from redis import Redis

from forum.core.clock import monotonic

PATIENCE_S = 0.5
PAUSE_S = 2.0
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
    """The Redis of this install. Nothing is lost without it, and no request waits for it more than once."""

    def __init__(self, url: str) -> None:
        self.options = options(url)
        self.redis = Redis.from_url(url, **self.options)
        self._away_until = 0.0

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Let the block ask Redis; raises Resting while it is left alone. After a pause one asks, the rest wait on."""
        moment, away = monotonic(), self._away_until
        if moment < away:
            raise Resting
        if away:
            self._away_until = moment + PAUSE_S
        try:
            yield
        except Exception as error:
            self._away_until = monotonic() + PAUSE_S
            if not away:
                log.warning("Redis does not answer, the house goes on without it: %s", error)
            raise
        if away:
            self._away_until = 0.0
            log.warning("Redis answers again")


def options(url: str) -> dict[str, Any]:
    """Say how long Redis is waited for; a socket file needs no keeping alive."""
    patience: dict[str, Any] = {"socket_timeout": PATIENCE_S, "socket_connect_timeout": PATIENCE_S}
    if not url.startswith("unix"):
        patience |= {"socket_keepalive": True, "socket_keepalive_options": KEEPALIVE}
    return patience
