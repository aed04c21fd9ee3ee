"""Why one case stands above another: harm, reach, the weight of those who flagged, age and the promise."""

from datetime import UTC, datetime, timedelta
from math import log2

SINCE = datetime(2024, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
USUAL_HARM = 10.0
BY_LANE = {"appeal": 25.0, "newcomer": 5.0, "remote": 8.0}
MOST_REACH, MOST_WEIGHT = 20.0, 40.0
A_FLAG = 8.0
BROKEN_PROMISE = 1000.0
ESCALATED = 100.0


def harm_of(lane: str, guidelines: list[int | None], harms: dict[int, float]) -> float:
    """Give the points of the worst guideline that somebody named."""
    named = [harms.get(number, USUAL_HARM) for number in guidelines if number is not None]
    return max([BY_LANE.get(lane, 0.0), *named]) or USUAL_HARM


def reach_of(readers: int) -> float:
    """Give points for the number of readers: each doubling counts the same."""
    return round(min(MOST_REACH, 3 * log2(1 + max(readers, 0))), 1)


def weight_of(weights: list[float]) -> float:
    """Give points for those who said something, each as far as they were right before."""
    return round(min(MOST_WEIGHT, A_FLAG * sum(weights)), 1)


def total(parts: dict[str, float], opened_at: datetime) -> float:
    """Give what the queue is ordered by: the points, and the age as the moment of opening."""
    return sum(parts.values()) - (opened_at - SINCE) / HOUR


def shown(parts: dict[str, float], opened_at: datetime, moment: datetime) -> dict[str, float]:
    """Give the parts with the age as it counts now: a point for each hour."""
    return parts | {"age": round((moment - opened_at) / HOUR, 1)}
