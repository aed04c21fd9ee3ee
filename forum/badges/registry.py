"""How rooms plug in: what can be measured of members and posts, and which facts move it.

A room's `merits.py` says three things. `@measure("posts", …, moved_by=(PostPublished,))` counts something for many at
once. `@concerns(PostPublished)` tells for whom such a fact may have moved something. `@authors("post")` tells whose
post it is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement

from forum.core.db import Statement, read
from forum.core.events import Event, on

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Scope:
    """What to measure: these ids, or all there are; only what happened since a moment, or ever."""

    ids: Sequence[int] | None = None
    since: datetime | None = None

    def where(self, whom: Any, moment: Any = None) -> list[ColumnElement[bool]]:
        """Say it to the database: the column of the ids, and the one of when it happened."""
        said: list[ColumnElement[bool]] = []
        if self.ids is not None:
            said.append(whom.in_(self.ids))
        if self.since is not None and moment is not None:
            said.append(moment >= self.since)
        return said


Counter = Callable[[Scope], Mapping[int, int]]
Whom = Callable[[E], Iterable[int]]
Finder = Callable[[Sequence[int]], Mapping[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something that is counted of members, or of posts: whoever is not in the answer has 0.

    `moved_by` names the facts that can raise it; what `grows` by the clock is looked at once a day for all. A
    `windowed` one can be asked for the last days alone.
    """

    key: str
    label: Any
    count: Counter
    of: str = "member"
    moved_by: frozenset[str] = frozenset()
    windowed: bool = False
    grows: bool = False
    most: int | None = None
    """The highest number there can be, where there is one."""


MEASURES: dict[str, Measure] = {}
CONCERNS: dict[tuple[str, str], Callable[[Any], Iterable[int]]] = {}
"""Whom a fact concerns, by its name and by "member" or "post"."""
AUTHORS: dict[str, Finder] = {}

_receivers: list[Callable[[Event], None]] = []


def measure(
    key: str,
    label: Any,
    *,
    of: str = "member",
    moved_by: Iterable[type[Event]] = (),
    windowed: bool = False,
    grows: bool = False,
    most: int | None = None,
) -> Callable[[Counter], Counter]:
    """Let badges hang on what the function counts; the label reads well before a number: "Accepted answers: 7"."""

    def register(count: Counter) -> Counter:
        kinds = tuple(moved_by)
        for kind in kinds:
            on(kind)(hear)
        MEASURES[key] = Measure(
            key=key, label=label, count=count, of=of, windowed=windowed, grows=grows, most=most,
            moved_by=frozenset(kind.__name__ for kind in kinds),
        )  # fmt: skip
        return count

    return register


def concerns(*kinds: type[E], of: str = "member") -> Callable[[Whom[E]], Whom[E]]:
    """Let the function name those of whom such a fact may have moved something."""

    def register(whom: Whom[E]) -> Whom[E]:
        CONCERNS.update({(kind.__name__, of): whom for kind in kinds})
        return whom

    return register


def authors(of: str) -> Callable[[Finder], Finder]:
    """Let the function tell to whom a badge for such things goes; a thing that is not to be seen is left out."""

    def register(find: Finder) -> Finder:
        AUTHORS[of] = find
        return find

    return register


def receives(receiver: Callable[[Event], None]) -> Callable[[Event], None]:
    """Bring all facts that move a measure to the function."""
    _receivers.append(receiver)
    return receiver


def hear(fact: Event) -> None:
    """Pass on that something was moved."""
    for receive in _receivers:
        receive(fact)


def tally(statement: Statement) -> dict[int, int]:
    """Read pairs of an id and a number."""
    return {row[0]: int(row[1]) for row in read().execute(statement) if row[0] is not None}
