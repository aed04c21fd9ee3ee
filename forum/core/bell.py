"""The bell that wakes the relay: an event in the process, or Redis between processes."""

import threading
from contextlib import suppress
from typing import Protocol

from redis import Redis, RedisError

CHANNEL = "homeground:bell"


class Bell(Protocol):
    """A wake-up that may be missed: the relay looks by itself every second or so."""

    def ring(self) -> None:
        """Wake whoever waits."""

    def wait(self, seconds: float) -> None:
        """Return when rung, or after so many seconds."""


class HandBell:
    """A bell inside one process."""

    def __init__(self) -> None:
        self._rung = threading.Event()

    def ring(self) -> None:
        """Wake whoever waits."""
        self._rung.set()

    def wait(self, seconds: float) -> None:
        """Return when rung, or after so many seconds."""
        self._rung.wait(seconds)
        self._rung.clear()


class RedisBell:
    """A bell between processes; Redis may be gone, the work is in the database."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._waiting = redis.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
        self._pause = threading.Event()

    def ring(self) -> None:
        """Wake whoever waits."""
        with suppress(RedisError):
            self._redis.publish(CHANNEL, b"1")

    def wait(self, seconds: float) -> None:
        """Return when rung, or after so many seconds."""
        try:
            if not self._waiting.subscribed:
                self._waiting.subscribe(CHANNEL)
            self._waiting.get_message(timeout=seconds)
        except RedisError:
            self._pause.wait(seconds)


def hang(redis: Redis | None) -> Bell:
    """Choose the bell for this install."""
    return RedisBell(redis) if redis is not None else HandBell()
