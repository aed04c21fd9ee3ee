"""Quiet hours and digests follow the member's own clock, also when it is set forward and back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some

from forum.notifications.hours import next_digest, quiet_until, zone_of

RIGA = ZoneInfo("Europe/Riga")
NIGHT = (22 * 60, 7 * 60)

moments = some.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))  # noqa: DTZ001
zones = some.sampled_from(["Europe/Riga", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])
minutes = some.integers(0, 24 * 60 - 1)


def riga(*when: int) -> datetime:
    return datetime(*when, tzinfo=RIGA).astimezone(UTC)  # type: ignore[misc,arg-type]


def test_a_night_ends_in_the_morning() -> None:
    assert quiet_until(riga(2026, 6, 1, 23, 30), RIGA, *NIGHT) == riga(2026, 6, 2, 7, 0)
    assert quiet_until(riga(2026, 6, 2, 6, 59), RIGA, *NIGHT) == riga(2026, 6, 2, 7, 0)
    assert quiet_until(riga(2026, 6, 2, 7, 0), RIGA, *NIGHT) is None


def test_a_night_in_which_the_clock_is_set_forward_is_an_hour_shorter() -> None:
    asleep = riga(2026, 3, 28, 22, 0)
    end = quiet_until(asleep, RIGA, *NIGHT)
    assert end is not None
    assert end - asleep == timedelta(hours=8)


def test_a_night_in_which_the_clock_is_set_back_is_an_hour_longer() -> None:
    asleep = riga(2026, 10, 24, 22, 0)
    end = quiet_until(asleep, RIGA, *NIGHT)
    assert end is not None
    assert end - asleep == timedelta(hours=10)


@given(moments, zones, minutes, minutes)
def test_quiet_hours_end_after_now_and_within_a_day(moment: datetime, zone: str, begins: int, ends: int) -> None:
    end = quiet_until(moment, zone_of(zone), begins, ends)
    if end is not None:
        assert timedelta(0) < end - moment <= timedelta(hours=25)


@given(moments, zones, some.sampled_from(["daily", "weekly"]), some.integers(0, 6), some.integers(0, 23))
def test_a_digest_is_due_at_its_hour_and_each_one_later(
    moment: datetime, zone: str, how: str, weekday: int, hour: int
) -> None:
    first = next_digest(moment, zone_of(zone), how, weekday, hour)
    assert first is not None
    second = next_digest(first, zone_of(zone), how, weekday, hour)
    assert second is not None
    longest = timedelta(days=1 if how == "daily" else 7, hours=2)
    assert timedelta(0) < first - moment <= longest
    assert timedelta(hours=22) < second - first <= longest
    local = first.astimezone(zone_of(zone))
    assert (local - timedelta(hours=hour)).hour in {0, 1}, "at the hour, or after the hour that was skipped"


def test_nobody_wants_a_digest_who_said_never() -> None:
    assert next_digest(riga(2026, 6, 1), RIGA, "never", 0, 8) is None


def test_a_zone_that_is_no_more_is_utc() -> None:
    assert zone_of("Mars/Olympus").key == zone_of(None).key == "UTC"
