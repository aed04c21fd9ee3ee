"""The only place that asks what time it is."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """Tell the present moment, in UTC."""
    return _pretended.get() or datetime.now(UTC)


def monotonic() -> float:
    """Tell seconds on a clock that never steps back, for time-outs."""
    return time.monotonic()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Do something as if it were another moment: how a demo's past and a test's future come about."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)
