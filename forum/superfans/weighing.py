"""From counts to a score, and from two scores to a direction: pure."""

from collections.abc import Mapping
from math import sqrt

from forum.superfans.models import QUIET, RISING, STEADY
from forum.superfans.registry import SIGNS

MOVES = 1.5
NOISE = 3.0
"""Less than one first answer and a liked post: at such numbers a change is chance."""


def score(counts: Mapping[str, int]) -> float:
    """Add up what was done, each sign by its weight times the root of its count.

    The root lets the tenth of a kind count less than the first: doing many things well outweighs doing one often.
    """
    return sum(SIGNS[key].weight * sqrt(count) for key, count in counts.items() if key in SIGNS and count > 0)


def trend(now: float, before: float) -> str:
    """Say where somebody is going: half as much again is rising, two thirds is going quiet, if it is no chance."""
    if now >= before * MOVES and now - before >= NOISE:
        return RISING
    if before >= now * MOVES and before - now >= NOISE:
        return QUIET
    return STEADY


def reasons(figures: Mapping[str, list[int]], most: int, *, before: bool = False) -> list[tuple[str, int]]:
    """List the signs that weigh most for somebody, each with its count, in the last window or the one before."""
    place = 1 if before else 0
    known = [(key, pair[place]) for key, pair in figures.items() if key in SIGNS and pair[place] > 0]
    return sorted(known, key=lambda each: (-SIGNS[each[0]].weight * sqrt(each[1]), each[0]))[:most]
