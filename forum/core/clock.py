"""The only place that asks what time it is."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """Tell the present moment, in UTC."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Tell seconds on a clock that never steps back, for time-outs."""
    return time.monotonic()
