"""Numbers as figures to draw: bars of points by week, squares of days with posts, and the runs between them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = 26
DAYS = WEEKS * 7
HEIGHT = 60
BAR, GAP = 10, 3
CELL = 12
MANY = (1, 2, 4, 7)
"""So many posts on a day make a square darker."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One week's points."""

    begins: date
    points: int
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One day's posts."""

    day: date
    posts: int
    x: int
    y: int
    shade: int


@dataclass(frozen=True, slots=True)
class Runs:
    """Days in a row on which somebody wrote: in all, the longest run, and the one that goes on (today or yesterday)."""

    days: int
    longest: int
    present: int


def first_day(today: date) -> date:
    """Give the Monday with which the weeks that are drawn begin."""
    return today - timedelta(days=today.weekday() + DAYS - 7)


def bars(by_day: Mapping[date, int], today: date) -> list[Bar]:
    """Lay out the points of the last weeks, this one included."""
    first = first_day(today)
    weeks = [0] * WEEKS
    for day, points in by_day.items():
        if first <= day <= today:
            weeks[(day - first).days // 7] += points
    most = max(1, *weeks)
    laid = []
    for number, points in enumerate(weeks):
        height = max(1, round(points * HEIGHT / most)) if points > 0 else 0
        laid.append(Bar(first + timedelta(weeks=number), points, number * (BAR + GAP), HEIGHT - height, height))
    return laid


def cells(by_day: Mapping[date, int], today: date) -> list[Cell]:
    """Lay out the days of the last weeks: a column for a week, Monday above."""
    first = first_day(today)
    laid = []
    for number in range((today - first).days + 1):
        day = first + timedelta(days=number)
        posts = by_day.get(day, 0)
        shade = sum(posts >= many for many in MANY)
        laid.append(Cell(day, posts, number // 7 * CELL, number % 7 * CELL, shade))
    return laid


def runs(days: Collection[date], today: date) -> Runs:
    """Find the runs of days in a row."""
    longest = current = 0
    last: date | None = None
    for day in sorted(days):
        current = current + 1 if last is not None and day - last == timedelta(days=1) else 1
        longest, last = max(longest, current), day
    goes_on = last is not None and today - last <= timedelta(days=1)
    return Runs(len(days), longest, current if goes_on else 0)
