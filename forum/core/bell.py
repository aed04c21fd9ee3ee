"""The bell that says that something was committed: an event in the process, or Redis between processes."""

import threading
from contextlib import suppress
from typing import Protocol

from redis import RedisError

from forum.core.shared import Resting, Shared

FACTS, WORK = "homeground:facts", "homeground:work"
"""What the bell rings for: a fact, which brings work with it for most, or work alone."""


class Ear(Protocol):
    """Somebody's own ear for the bell; a ring that comes before they listen is heard when they do."""

    def wait(self, seconds: float) -> None:
        """Return when rung, or after so many seconds: a ring may be missed, so look now and then."""


class Bell(Protocol):
    """A wake-up for all who listen."""

    def ring(self, what: str = FACTS) -> None:
        """Wake whoever waits for this, in every process."""

    def ear(self, *what: str) -> Ear:
        """Give somebody an ear of their own for this."""


class HandBell:
    """A bell inside one process."""

    def __init__(self) -> None:
        self._ears: list[tuple[tuple[str, ...], HandEar]] = []

    def ring(self, what: str = FACTS) -> None:
        """Wake whoever waits for this."""
        for wanted, ear in self._ears:
            if what in wanted:
                ear.rung.set()

    def ear(self, *what: str) -> "HandEar":
        """Give somebody an ear of their own for this."""
        ear = HandEar()
        self._ears.append((what or (FACTS,), ear))
        return ear


class HandEar:
    """An ear for the bell inside this process."""

    def __init__(self) -> None:
        self.rung = threading.Event()

    def wait(self, seconds: float) -> None:
        """Return when rung, or after so many seconds."""
        self.rung.wait(seconds)
        self.rung.clear()


class RedisBell:
    """A bell between processes; Redis may be gone, what it tells of is in the database."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared

    def ring(self, what: str = FACTS) -> None:
        """Wake whoever waits for this."""
        with suppress(RedisError, Resting), self._shared.asked():
            self._shared.redis.publish(what, b"1")

    def ear(self, *what: str) -> "RedisEar":
        """Give somebody an ear of their own for this."""
        return RedisEar(self._shared, what or (FACTS,))


class RedisEar:
    """An ear for the bell of all processes."""

    def __init__(self, shared: Shared, channels: tuple[str, ...]) -> None:
        self._channels = channels
        self._waiting = shared.redis.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
        self._pause = threading.Event()

    def wait(self, seconds: float) -> None:
        """Return when rung, or after so many seconds."""
        try:
            if not self._waiting.subscribed:
                self._waiting.subscribe(*self._channels)
            self._waiting.get_message(timeout=seconds)
        except RedisError:
            self._pause.wait(seconds)


def hang(shared: Shared | None) -> Bell:
    """Choose the bell for this install."""
    return RedisBell(shared) if shared is not None else HandBell()
