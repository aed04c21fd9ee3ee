"""What is fair next: the ladder, as the staff wrote it down, read for one member."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

GRAVE, SERIOUS = 30.0, 20.0
"""Points of harm from which breaking a guideline weighs three strikes, or two."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder: from so many points on, this verdict for so many days."""

    points: int
    verdict: str
    days: int


def steps(ladder: Sequence[Sequence[Any]]) -> list[Step]:
    """Read a ladder, the lowest step first."""
    return sorted((Step(int(points), str(name), int(days)) for points, name, days in ladder), key=lambda s: s.points)


def weight_of(harm: float) -> int:
    """Tell how many points a strike weighs for a guideline that does so much harm."""
    return 3 if harm >= GRAVE else 2 if harm >= SERIOUS else 1


def next_step(ladder: Sequence[Sequence[Any]], points: int, weight: int) -> Step | None:
    """Give the fair step for a member who stands at so many points and now gets this weight more."""
    reached = [step for step in steps(ladder) if step.points <= points + weight]
    return reached[-1] if reached else None
