"""How often somebody may do something, counted in memory or in Redis."""

import logging
from contextlib import nullcontext
from functools import lru_cache

from flask import Flask, current_app
from flask_babel import ngettext
from limits import RateLimitItem, parse
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from forum.core.clock import now
from forum.core.config import Settings
from forum.core.shared import Resting, Shared

log = logging.getLogger(__name__)


class TooOften(Exception):
    """A limit is reached; `seconds` says when to try again."""

    def __init__(self, seconds: int) -> None:
        self.seconds = max(1, seconds)
        super().__init__(self.reason)

    @property
    def reason(self) -> str:
        """Say when to try again."""
        if self.seconds < 90:
            return ngettext(
                "That was a little fast. Try again in %(num)s second.",
                "That was a little fast. Try again in %(num)s seconds.",
                self.seconds,
            )
        return ngettext(
            "That was a little often. Try again in %(num)s minute.",
            "That was a little often. Try again in %(num)s minutes.",
            -(-self.seconds // 60),
        )


def start(app: Flask, settings: Settings, shared: Shared | None) -> None:
    """Open the store of counters: the Redis that all share, or our own memory."""
    patience = shared.options if shared else {}
    storage: Storage = storage_from_string(settings.redis_url or "memory://", **patience)  # type: ignore[assignment]
    app.extensions["limits"] = MovingWindowRateLimiter(storage)


def limit(what: str, rate: str, key: object, *, closed: bool = False) -> None:
    """Count one more `what` for the key; raises TooOften above the rate ("10/minute").

    When the counters cannot be reached, the limit lets people through unless it is `closed`.
    """
    try:
        wait = _counted(what, _item(rate), str(key))
    except Exception as error:  # the storage's own errors are many: a store that is away is one case to us
        if not isinstance(error, Resting):
            log.warning("limits cannot count %s: %s", what, error)
        if closed:
            raise TooOften(30) from error
        return
    if wait:
        raise TooOften(wait)


def _counted(what: str, item: RateLimitItem, key: str) -> int:
    """Count; gives 0, or the seconds to wait where the limit is reached."""
    limiter: MovingWindowRateLimiter = current_app.extensions["limits"]
    shared: Shared | None = current_app.extensions["shared"]
    with shared.asked() if shared else nullcontext():
        if limiter.hit(item, what, key):
            return 0
        reset = limiter.get_window_stats(item, what, key).reset_time
    return max(1, min(int(reset - now().timestamp()) + 1, item.get_expiry()))  # whatever our clock says


@lru_cache(maxsize=256)
def _item(rate: str) -> RateLimitItem:
    return parse(rate)
