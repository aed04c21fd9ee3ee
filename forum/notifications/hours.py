"""Hours of a member's own day: when it is quiet, and when their digest is due.

Clocks are set forward and back: a time that is skipped comes as much later, one that comes twice means the first,
save where that has gone by.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MINUTES_A_DAY = 24 * 60


def zone_of(name: str | None) -> ZoneInfo:
    """Give a time zone by its name; UTC where there is none such."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def quiet_until(moment: datetime, zone: ZoneInfo, begins: int | None, ends: int | None) -> datetime | None:
    """Tell when the quiet hours around a moment end; None where it is not quiet. Both are minutes of the day."""
    if begins is None or ends is None or begins == ends:
        return None
    local = moment.astimezone(zone)
    minute = local.hour * 60 + local.minute
    overnight = begins > ends
    inside = (minute >= begins or minute < ends) if overnight else begins <= minute < ends
    if not inside:
        return None
    day = local.date() + timedelta(days=1 if overnight and minute >= begins else 0)
    end = clock(day, ends, zone)
    return end if end > moment else clock(day, ends, zone, fold=1)


def next_digest(moment: datetime, zone: ZoneInfo, how: str, weekday: int, hour: int) -> datetime | None:
    """Tell when the next digest after a moment is due: "daily", or "weekly" on a weekday (0 is Monday)."""
    if how not in {"daily", "weekly"}:
        return None
    today = moment.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(9))
    wanted = (day for day in days if how == "daily" or day.weekday() == weekday)
    return next(due for day in wanted if (due := clock(day, hour * 60, zone)) > moment)


def clock(day: date, minute: int, zone: ZoneInfo, *, fold: int = 0) -> datetime:
    """Give the moment at which clocks in a zone show a minute of a day."""
    hour, rest = divmod(minute % MINUTES_A_DAY, 60)
    return datetime.combine(day, time(hour, rest, fold=fold), zone).astimezone(UTC)
