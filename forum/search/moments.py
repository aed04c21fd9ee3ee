"""Months and years as facets: a search between dates then reads the postings of those months, not of all time."""

from datetime import UTC, datetime

from forum.core.clock import now

EARLIEST = 1990
MOST_MONTHS = 12


def facets_of(at: int) -> tuple[str, str]:
    """Name the year and the month of a moment, given in seconds."""
    moment = datetime.fromtimestamp(max(at, 0), UTC)
    return f"on:{moment.year}", f"on:{moment.year}-{moment.month:02}"


def covering(since: int | None, until: int | None) -> list[str]:
    """List facets that cover a span: months at a short one, else years."""
    first, last = _month(since, (EARLIEST, 1)), _month(until, (now().year + 1, 12))
    months = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    if months <= MOST_MONTHS:
        counted = (first[0] * 12 + first[1] - 1 + step for step in range(max(months, 1)))
        return [f"on:{month // 12}-{month % 12 + 1:02}" for month in counted]
    return [f"on:{year}" for year in range(first[0], last[0] + 1)]


def _month(at: int | None, otherwise: tuple[int, int]) -> tuple[int, int]:
    if at is None:
        return otherwise
    moment = datetime.fromtimestamp(max(at, 0), UTC)
    return (moment.year, moment.month) if moment.year >= EARLIEST else (EARLIEST, 1)
