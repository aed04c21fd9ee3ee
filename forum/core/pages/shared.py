"""The second level of kept pages, for all processes of a scaled house: Redis, which may be gone at any time.

A page lies there with its labels and its cursor, so whoever takes it judges by their own ledger whether it holds:
nobody needs to remove anything. Bytes behind a header of JSON, never a pickle.
"""

import logging
from contextlib import suppress
from hashlib import blake2b

import orjson
from redis import RedisError

from forum.core.assets import DIST
from forum.core.clock import now
from forum.core.pages.asked import Asked
from forum.core.pages.ledger import Cursor
from forum.core.pages.page import KEPT_S, Page
from forum.core.shared import Resting, Shared

LENGTH = 4

log = logging.getLogger(__name__)


class SharedShelf:
    """Pages that any process has drawn."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        release = blake2b((DIST / "manifest.json").read_bytes(), digest_size=6).hexdigest()
        self._prefix = f"homeground:page:{release}:"

    def get(self, asked: Asked) -> Page | None:
        """Give the page under a key, if Redis answers and has it."""
        try:
            with self._shared.asked():
                found: bytes | None = self._shared.redis.get(self._key(asked))  # type: ignore[assignment]
            return unpacked(found) if found else None
        except (RedisError, Resting):
            return None
        except (ValueError, KeyError, TypeError) as error:
            log.warning("a kept page could not be read: %s", error)
            return None

    def put(self, asked: Asked, page: Page) -> None:
        """Let the others have a page."""
        with suppress(RedisError, Resting), self._shared.asked():
            self._shared.redis.set(self._key(asked), packed(page), px=int(KEPT_S * 1000))

    def _key(self, asked: Asked) -> str:
        return self._prefix + blake2b(repr(tuple(asked)).encode(), digest_size=16).hexdigest()


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
