"""The second level of kept pages, for all processes of a scaled house: Redis, which may be gone at any time.

A page lies there with its labels and its cursor, so whoever takes it judges by their own ledger whether it holds:
nobody needs to remove anything. Bytes behind a header of JSON, never a pickle.
"""

import logging
from hashlib import blake2b

import orjson
from redis import Redis, RedisError

from forum.core.assets import DIST
from forum.core.clock import monotonic, now
from forum.core.pages.asked import Asked
from forum.core.pages.ledger import Cursor
from forum.core.pages.page import KEPT_S, Page

PATIENCE_S = 0.1
PAUSE_S = 5.0
"""How long Redis is left alone after it did not answer."""
LENGTH = 4

log = logging.getLogger(__name__)


class SharedShelf:
    """Pages that any process has drawn."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(url, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S)
        self._away_until = 0.0
        self._prefix = (
            b"homeground:page:" + blake2b((DIST / "manifest.json").read_bytes(), digest_size=6).hexdigest().encode()
        )

    def get(self, asked: Asked) -> Page | None:
        """Give the page under a key, if Redis answers and has it."""
        if monotonic() < self._away_until:
            return None
        try:
            found: bytes | None = self._redis.get(self._key(asked))  # type: ignore[assignment]
            return unpacked(found) if found else None
        except RedisError as error:
            self._leave_alone(error)
        except (ValueError, KeyError, TypeError) as error:
            log.warning("a kept page could not be read: %s", error)
        return None

    def put(self, asked: Asked, page: Page) -> None:
        """Let the others have a page."""
        if monotonic() < self._away_until:
            return
        try:
            self._redis.set(self._key(asked), packed(page), px=int(KEPT_S * 1000))
        except RedisError as error:
            self._leave_alone(error)

    def _key(self, asked: Asked) -> bytes:
        return self._prefix + blake2b(repr(tuple(asked)).encode(), digest_size=16).hexdigest().encode()

    def _leave_alone(self, error: RedisError) -> None:
        self._away_until = monotonic() + PAUSE_S
        log.warning("kept pages are not shared for now: %s", error)


def packed(page: Page) -> bytes:
    """Write a page down."""
    told = {
        "headers": page.headers, "digest": page.digest, "labels": sorted(page.labels), "newest": page.cursor.newest,
        "missing": sorted(page.cursor.missing), "drawn_at": now().timestamp() - page.age,
    }  # fmt: skip
    head = orjson.dumps(told)
    return len(head).to_bytes(LENGTH) + head + page.zstd


def unpacked(data: bytes) -> Page:
    """Read a page; raises ValueError, KeyError or TypeError where it is none."""
    end = LENGTH + int.from_bytes(data[:LENGTH])
    told = orjson.loads(data[LENGTH:end])
    headers = [(str(name), str(value)) for name, value in told["headers"]]
    cursor = Cursor(int(told["newest"]), frozenset(told["missing"]))
    age = max(0.0, now().timestamp() - told["drawn_at"])
    return Page(data[end:], headers, told["digest"], frozenset(told["labels"]), cursor, age)
