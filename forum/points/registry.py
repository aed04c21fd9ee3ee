"""How rooms plug in: which of their events may earn points, and what stands of them now.

What a room says is asked anew whenever a fact touched it, and read through from the beginning when points are counted
for the first time. So a hidden post, a withdrawn like and a restored answer need no words of their own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class Touch:
    """A thing that a fact touched: all that hangs on it, or what one person did to it; `at` says when."""

    id: int
    by: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """A deed that stands now: of which member, for which thing, from whom (0: nobody), where ("category:3"), when.

    `worth` are the figures that conditions of rules may ask for. When it happened is kept from the first time.
    """

    cause_id: int
    member_id: int
    happened_at: datetime
    from_member_id: int = 0
    place: str = ""
    worth: Mapping[str, int] = field(default_factory=dict)


Touched = Callable[[Any], Iterable[Touch]]
Standing = Callable[[Sequence[Touch]], Iterable[Earned]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merit:
    """An event that rules may reward.

    `label` names it ("A like received"), `cause` is what the ids name ("post"), `measures` what
    conditions may ask for and how it is called, `walks` the column that lists all causes there are. `by_others` tells
    that somebody else makes it happen. `terms` is the rule that ships with the house. `rests_on_points` marks events
    that points cause themselves: no rule may reward them, or points would make points.
    """

    key: str
    label: Any
    cause: str
    standing: Standing
    moved_by: Mapping[str, Touched]
    walks: Any
    measures: Mapping[str, Any]
    by_others: bool
    terms: Mapping[str, Any] | None
    rests_on_points: bool


MERITS: dict[str, Merit] = {}
MOVED_BY: dict[str, list[Merit]] = {}
"""Which merits a fact moves, by its name."""


def earns(
    key: str,
    *,
    label: Any,
    cause: str,
    walks: Any,
    moved_by: Mapping[type[Event], Touched],
    measures: Mapping[str, Any] | None = None,
    by_others: bool = False,
    terms: Mapping[str, Any] | None = None,
    rests_on_points: bool = False,
) -> Callable[[Standing], Standing]:
    """Let rules reward what the function finds standing of the things that it is asked for, many at once."""

    def register(standing: Standing) -> Standing:
        MERITS[key] = merit = Merit(
            key=key, label=label, cause=cause, standing=standing, walks=walks, measures=measures or {},
            moved_by={kind.__name__: touched for kind, touched in moved_by.items()}, by_others=by_others, terms=terms,
            rests_on_points=rests_on_points,
        )  # fmt: skip
        for moved in merit.moved_by:
            MOVED_BY.setdefault(moved, []).append(merit)
        return standing

    return register
