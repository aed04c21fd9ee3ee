"""Points put into buckets, so that a place among a million is counted from a thousand rows.

Up to 127 points each number has its own bucket; from there each doubling is cut into 64.
"""

from typing import Any

from sqlalchemy import ColumnElement, case

EXACT = 128
CUTS = 64
DOUBLINGS = 23


def bucket_of(points: int) -> int:
    """Give the bucket of some points."""
    if points < EXACT:
        return points
    step = points.bit_length() - 8
    return EXACT - CUTS + CUTS * step + (points >> (step + 1))


def highest_in(bucket: int) -> int:
    """Give the most points that lie in a bucket."""
    if bucket < EXACT:
        return bucket
    step, cut = divmod(bucket - EXACT, CUTS)
    return ((cut + CUTS + 1) << (step + 1)) - 1


def bucket_in_sql(points: Any) -> ColumnElement[int]:
    """Say the same to the database."""
    steps = [
        (points < 2 * EXACT << step, EXACT - CUTS + CUTS * step + points // (2 << step)) for step in range(DOUBLINGS)
    ]
    return case((points < EXACT, points), *steps, else_=EXACT + CUTS * DOUBLINGS)
