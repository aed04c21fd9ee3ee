"""When weeks, months, seasons and years begin and end, by the clock of the brand's place."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from forum.core.paging import EPOCH

FOREVER = datetime(9000, 1, 1, tzinfo=UTC)
LENGTHS = (1, 2, 3, 4, 6, 12)
"""How many months a season may last: what a year divides into, so that seasons begin with one."""


def bounds(kind: str, moment: datetime, zone: ZoneInfo, months: int = 3) -> tuple[datetime, datetime]:
    """Give begin and end of the period of this kind that a moment lies in; a season has so many months."""
    here = moment.astimezone(zone)
    if kind == "week":
        monday = here.date() - timedelta(days=here.weekday())
        after = monday + timedelta(days=7)
        return _midnight(monday.year, monday.month, monday.day, zone), _midnight(
            after.year, after.month, after.day, zone
        )
    if kind == "all":
        return EPOCH, FOREVER
    length = {"month": 1, "season": months, "year": 12}[kind]
    first = (here.month - 1) // length * length
    return _month(here.year, first, zone), _month(here.year, first + length, zone)


def _month(year: int, month: int, zone: ZoneInfo) -> datetime:
    """Give the beginning of a month counted from 0, perhaps of the next year."""
    return _midnight(year + month // 12, month % 12 + 1, 1, zone)


def _midnight(year: int, month: int, day: int, zone: ZoneInfo) -> datetime:
    return datetime(year, month, day, tzinfo=zone).astimezone(UTC)
