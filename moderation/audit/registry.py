"""How rooms name their acts, say which of them the public may see, and put figures into the transparency report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of act: what it is called, and whether it belongs in the public log."""

    name: str
    label: Any
    public: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of the transparency report: what its rows are about, its columns, and the rows."""

    name: str
    label: Any
    columns: Sequence[Any]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: from a moment on, up to but without another."""

    start: datetime
    end: datetime


ACTS: dict[str, Act] = {}
Count = Callable[[Period], Figures]
_tables: list[tuple[int, str, Count]] = []


def act(name: str, label: Any, *, public: bool = False) -> str:
    """Name a kind of act; gives its name."""
    ACTS[name] = Act(name, label, public)
    return name


def label_of(name: str) -> Any:
    """Say what an act is called; one that nobody named is called by its bare name."""
    return ACTS[name].label if name in ACTS else name.replace(".", ": ").replace("-", " ")


def public_acts() -> list[str]:
    """List the acts that belong in the public log."""
    return [each.name for each in ACTS.values() if each.public]


def figures(place: int) -> Callable[[Count], Count]:
    """Put the function's table into the transparency report, in the order of places."""

    def register(count: Count) -> Count:
        _tables.append((place, count.__name__, count))
        return count

    return register


def all_figures(period: Period) -> list[Figures]:
    """Count everything for a period."""
    return [count(period) for _place, _name, count in sorted(_tables, key=lambda each: each[:2])]
