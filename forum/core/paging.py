"""Pages of a list that cost the same at any depth: each begins after the last row of the one before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PLACE = "[0-9]{1,18}-[0-9]{1,18}"
"""What the start of a page looks like in an address."""
LARGEST_ID = 2**63 - 1
LARGEST_MOMENT = 4_000_000_000_000_000


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list ordered by time and id, newest first."""

    moment: datetime
    id: int

    def __str__(self) -> str:
        return f"{(self.moment - EPOCH) // timedelta(microseconds=1)}-{self.id}"


NEWEST = Cursor(EPOCH + timedelta(microseconds=LARGEST_MOMENT), LARGEST_ID)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list, and where the next page starts (None: this is the last)."""

    rows: Sequence[T]
    next: str | None


def cursor(text: str | None) -> Cursor:
    """Read a cursor from an address; nonsense begins at the newest."""
    moment, _, number = (text or "").partition("-")
    if not (moment.isascii() and moment.isdigit() and number.isascii() and number.isdigit()):
        return NEWEST
    if len(moment) > 16 or len(number) > 18 or int(moment) > LARGEST_MOMENT:
        return NEWEST
    return Cursor(EPOCH + timedelta(microseconds=int(moment)), int(number))


def paged(rows: Sequence[T], size: int, place: Callable[[T], Cursor]) -> Page[T]:
    """Make a page of up to `size` rows from one row more than that."""
    more = len(rows) > size
    kept = rows[:size]
    return Page(kept, str(place(kept[-1])) if more else None)
