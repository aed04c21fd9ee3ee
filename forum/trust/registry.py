"""How rooms plug in: what they count of members, and which rights of theirs hang on a level."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Counter = Callable[[Sequence[int], datetime | None], Mapping[int, int]]
"""Counts something of these members, since a moment or ever; whoever is not in the answer has 0."""
Total = Callable[[datetime | None], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something that levels of trust ask for: at least so many, or at most where it is a `fault`.

    `lacks` says what is still missing ("read 12 more threads"). Of what has a `total`, level 3 asks for no more than
    a share of all there was.
    """

    key: str
    label: Any
    count: Counter
    lacks: Callable[[int], str]
    fault: bool = False
    total: Total | None = None
    order: int = 50


@dataclass(frozen=True, slots=True)
class Right:
    """Something that members may do from a level on; staff may move it."""

    key: str
    label: Any
    least: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something that hangs on a level and is settled on another page of the staff."""

    label: Any
    least: Callable[[], int | None]


MEASURES: dict[str, Measure] = {}
RIGHTS: dict[str, Right] = {}
ELSEWHERE: list[Elsewhere] = []


def counts(
    key: str,
    label: Any,
    lacks: Callable[[int], str],
    *,
    fault: bool = False,
    total: Total | None = None,
    order: int = 50,
) -> Callable[[Counter], Counter]:
    """Let levels of trust ask for what the function counts."""

    def register(count: Counter) -> Counter:
        MEASURES[key] = Measure(key=key, label=label, count=count, lacks=lacks, fault=fault, total=total, order=order)
        return count

    return register


def opens(key: str, label: Any, least: int) -> str:
    """Put a right into the table, with the level it needs until staff choose otherwise; gives its key."""
    RIGHTS[key] = Right(key, label, least)
    return key


def settled_elsewhere(label: Any, least: Callable[[], int | None]) -> None:
    """Show in the table what another page settles; None leaves it out."""
    ELSEWHERE.append(Elsewhere(label, least))


def measures() -> list[Measure]:
    """List what is counted, in the order in which it is told."""
    return sorted(MEASURES.values(), key=lambda each: (each.order, each.key))
