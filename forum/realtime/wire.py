"""The wire between processes that hold sockets: Redis carries who is here, as JSON and nothing else.

Facts do not travel on it: each process reads those in the database. While Redis is away, each process knows its own.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import orjson
from gevent import sleep
from redis import Redis, RedisError

CHANNEL = "homeground:presence"
LONGEST_WORD = 64_000
PAUSE_S = 1.0

Heard = Callable[[str, dict[str, Any]], None]


class NoWire:
    """Where one process holds all sockets there is nobody else to speak to."""

    def send(self, words: dict[str, Any]) -> None:
        """Say nothing."""


class RedisWire:
    """Speaks and listens by publish and subscribe."""

    def __init__(self, address: str) -> None:
        self._name = secrets.token_hex(8)
        self._redis = Redis.from_url(address, socket_timeout=2, socket_connect_timeout=2)
        self._heard: Heard = lambda _sender, _words: None
        self._stopping = False

    def hear(self, heard: Heard) -> None:
        """Give what others say to this function."""
        self._heard = heard

    def send(self, words: dict[str, Any]) -> None:
        """Say something to all others; if nobody can hear it now, nothing is lost that they will not hear again."""
        with suppress(RedisError):
            self._redis.publish(CHANNEL, orjson.dumps({"from": self._name} | words))

    def run(self) -> None:
        """Listen until told to stop."""
        ear = self._redis.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
        while not self._stopping:
            try:
                if not ear.subscribed:
                    ear.subscribe(CHANNEL)
                said = ear.get_message(timeout=PAUSE_S)
            except RedisError:
                sleep(PAUSE_S)
            else:
                self._take(said)

    def stop(self) -> None:
        """Return from `run` soon."""
        self._stopping = True

    def _take(self, said: dict[str, Any] | None) -> None:
        if said is None or len(said["data"]) > LONGEST_WORD:
            return
        with suppress(ValueError, TypeError, KeyError, AttributeError):  # somebody else's words, perhaps
            words = orjson.loads(said["data"])
            sender = str(words["from"])
            if sender != self._name:
                self._heard(sender, words)
