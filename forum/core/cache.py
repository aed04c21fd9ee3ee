"""The cache of this process: things that are never stale because their key names their version.

Processes need not agree on it, so it lives in memory in both profiles (docs/decisions/003).
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from flask import current_app
from werkzeug.local import LocalProxy

from forum.core.clock import monotonic

T = TypeVar("T")

MOST_ENTRIES = 4000


class Cache:
    """A least-recently-used store with a bound on its entries."""

    def __init__(self, most: int = MOST_ENTRIES) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._lock = threading.Lock()
        self._dropped = 0
        """How often something was dropped: what was being made meanwhile may show what was before."""

    def versioned(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what the key names, made at most once while it is used; the key must name a version."""
        return self._get(key, float("inf"), make)

    def fresh(self, key: Hashable, seconds: float, make: Callable[[], T]) -> T:
        """Give what the key names, made again when it is older than so many seconds."""
        return self._get(key, seconds, make)

    def last(self, key: Hashable) -> Any:
        """Give what was kept under the key, however old, or None."""
        with self._lock:
            return self._kept[key][1] if key in self._kept else None

    def drop(self, key: Hashable) -> None:
        """Forget what the key names."""
        with self._lock:
            self._kept.pop(key, None)
            self._dropped += 1

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._dropped += 1

    def _get(self, key: Hashable, seconds: float, make: Callable[[], T]) -> T:
        with self._lock:
            found = self._kept.get(key)
            if found is not None and monotonic() - found[0] <= seconds:
                self._kept.move_to_end(key)
                value: T = found[1]
                return value
            dropped = self._dropped
        value = make()
        with self._lock:
            if self._dropped != dropped:
                return value
            self._kept[key] = (monotonic(), value)
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value


cache: Cache = LocalProxy(lambda: current_app.extensions["cache"])  # type: ignore[assignment]
"""The cache of the running application."""
