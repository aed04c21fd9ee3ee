"""How rooms plug in: what can be measured of members and posts, and which facts move it.

A room's `measures.py` says three things. `measure("posts", …, moved_by=(PostPublished,))` counts something for many at
once; `counts` makes such a function from one statement. `@concerns(PostPublished)` tells for whom such facts may have
moved something. `@authors("post")` tells whose post it is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam

from forum.core.db import Moment, Statement, read
from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class Scope:
    """What to measure: these ids, or all there are; only what happened since a moment, or ever."""

    ids: Sequence[int] | None = None
    since: datetime | None = None


Counter = Callable[[Scope], Mapping[int, int]]
Whom = Callable[[Sequence[Any]], Iterable[int]]
Finder = Callable[[Sequence[int]], Mapping[int, int]]
Since = Callable[[datetime], Iterable[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something that is counted of members, or of posts: whoever is not in the answer has 0.

    `moved_by` names the facts that can raise it; what `grows` by the clock is looked at once a day for all. What costs
    too much to count at each fact is looked at once a day for those whom `daily` names since a moment. A `windowed` one
    can be asked for the last days alone. `most` is the highest number there can be, where there is one.
    """

    key: str
    label: Any
    count: Counter
    of: str = "member"
    moved_by: frozenset[str] = frozenset()
    windowed: bool = False
    grows: bool = False
    daily: Since | None = None
    most: int | None = None


MEASURES: dict[str, Measure] = {}
CONCERNS: dict[tuple[str, str], Whom] = {}
"""Whom facts of a name concern, by "member" or "post" and that name."""
AUTHORS: dict[str, Finder] = {}


def measure(
    key: str,
    label: Any,
    *,
    of: str = "member",
    moved_by: Iterable[type[Event]] = (),
    windowed: bool = False,
    grows: bool = False,
    daily: Since | None = None,
    most: int | None = None,
) -> Callable[[Counter], Counter]:
    """Let badges hang on what the function counts; the label reads well before a number: "Accepted answers: 7"."""

    def register(count: Counter) -> Counter:
        MEASURES[key] = Measure(
            key=key, label=label, count=count, of=of, windowed=windowed, grows=grows, most=most, daily=daily,
            moved_by=frozenset(kind.__name__ for kind in moved_by),
        )  # fmt: skip
        return count

    return register


def counts(statement: Statement, whom: Any, moment: Any = None) -> Counter:
    """Make a counter of a statement that selects an id and a number, and is grouped here.

    `whom` is the column of the ids, `moment` the one of when it happened. The statements are built once.
    """
    some = whom.in_(bindparam("ids", expanding=True))
    kept = {(True, False): statement.where(some), (False, False): statement}
    if moment is not None:
        lately = moment >= bindparam("since", type_=Moment)
        kept |= {(named, True): told.where(lately) for (named, _since), told in kept.items()}
    kept = {key: told.group_by(whom) for key, told in kept.items()}

    def count(scope: Scope) -> dict[int, int]:
        told = kept[scope.ids is not None, scope.since is not None]
        given = {"ids": list(scope.ids)} if scope.ids is not None else {}
        if scope.since is not None:
            given["since"] = scope.since  # type: ignore[assignment]
        return {row[0]: int(row[1] or 0) for row in read().execute(told, given) if row[0] is not None}

    return count


def concerns(*kinds: type[Event], of: str = "member") -> Callable[[Whom], Whom]:
    """Let the function name those of whom such facts may have moved something: many facts of one kind at once."""

    def register(whom: Whom) -> Whom:
        CONCERNS.update({(of, kind.__name__): whom for kind in kinds})
        return whom

    return register


def authors(of: str) -> Callable[[Finder], Finder]:
    """Let the function tell to whom a badge for such things goes; a thing that is not to be seen is left out."""

    def register(find: Finder) -> Finder:
        AUTHORS[of] = find
        return find

    return register
