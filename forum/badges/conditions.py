"""What it takes to earn a badge: all of a few conditions, each a measure, a comparison and a number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _

from forum.badges.registry import MEASURES, Measure, Scope
from forum.core.clock import now
from forum.core.refusal import Refused

AT_LEAST, AT_MOST, EXACTLY = "at_least", "at_most", "exactly"
COMPARISONS = (AT_LEAST, AT_MOST, EXACTLY)
MOST_CONDITIONS = 5
LARGEST_NUMBER = 1_000_000
LONGEST_WINDOW = 3660
MOST_TIMES = 100
"""So often somebody may have a badge that comes many times."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold; `days` counts only the last so many days."""

    measure: str
    comparison: str
    number: int
    days: int | None = None

    @property
    def asked(self) -> tuple[str, int | None]:
        """Name what is to be counted for it."""
        return self.measure, self.days

    def holds(self, value: int) -> bool:
        """Tell whether it holds for somebody who has so many."""
        if self.comparison == AT_LEAST:
            return value >= self.number
        return value <= self.number if self.comparison == AT_MOST else value == self.number


@dataclass(slots=True)
class Counted:
    """What was counted so far, so that badges that ask for the same are counted for once."""

    ids: dict[tuple[str, int | None], set[int]] = field(default_factory=dict)
    found: dict[tuple[str, int | None], Mapping[int, int]] = field(default_factory=dict)

    def want(self, conditions: Iterable[Condition], ids: Iterable[int]) -> None:
        """Say for whom something will be asked for."""
        ids = set(ids)
        for condition in conditions:
            self.ids.setdefault(condition.asked, set()).update(ids)

    def numbers(self, condition: Condition) -> Mapping[int, int]:
        """Count what a condition asks for, of those who are wanted, or of all there are."""
        if condition.asked not in self.found:
            wanted = self.ids.get(condition.asked)
            since = now() - timedelta(days=condition.days) if condition.days else None
            scope = Scope(sorted(wanted) if wanted is not None else None, since)
            self.found[condition.asked] = MEASURES[condition.measure].count(scope)
        return self.found[condition.asked]


def conditions_of(stored: Sequence[Mapping[str, Any]]) -> list[Condition]:
    """Read stored conditions; the first is one that somebody who did nothing cannot meet."""
    read = [Condition(each["measure"], each["comparison"], each["number"], each.get("days")) for each in stored]
    return sorted(read, key=lambda condition: condition.comparison != AT_LEAST)


def measurable(conditions: Sequence[Condition]) -> bool:
    """Tell whether all that is asked for can still be counted: a room may be gone."""
    return bool(conditions) and all(condition.measure in MEASURES for condition in conditions)


def earned(conditions: Sequence[Condition], counted: Counted, ids: Iterable[int] | None = None) -> dict[int, int]:
    """Give those, of some or of all, for whom every condition holds, and how many times the numbers are reached."""
    first, *rest = conditions
    numbers = counted.numbers(first)
    some = numbers if ids is None else ids
    times = {each: numbers[each] // first.number for each in some if first.holds(numbers.get(each, 0))}
    for condition in rest:
        numbers = counted.numbers(condition)
        times = {each: count for each, count in times.items() if condition.holds(numbers.get(each, 0))}
        if condition.comparison == AT_LEAST:
            times = {each: min(count, numbers[each] // condition.number) for each, count in times.items()}
    return times


def clean_conditions(rows: Sequence[Mapping[str, Any]], of: str) -> list[dict[str, Any]]:
    """Check conditions as they were put together; gives them as they are stored. None at all: given by hand alone."""
    if len(rows) > MOST_CONDITIONS:
        raise Refused(_("Take at most %(most)s conditions.", most=MOST_CONDITIONS), "conditions")
    kept = [_clean(row, of) for row in rows]
    if len({(row["measure"], row["comparison"], row["days"]) for row in kept}) < len(kept):
        raise Refused(_("Two conditions ask for the same: keep one of them."), "conditions")
    if kept and all(row["comparison"] != AT_LEAST for row in kept):
        raise Refused(_("Add a condition with “at least”: without one, doing nothing would earn it."), "conditions")
    return kept


def _clean(row: Mapping[str, Any], of: str) -> dict[str, Any]:
    known = MEASURES.get(str(row.get("measure")))
    if known is None or known.of != of:
        raise Refused(_("This cannot be counted here. Choose what is counted from the list."), "conditions")
    if row.get("comparison") not in COMPARISONS:
        raise Refused(_("Choose how the number is compared."), "conditions")
    return {
        "measure": known.key,
        "comparison": row["comparison"],
        "number": _number(row, known),
        "days": _days(row, known),
    }


def _number(row: Mapping[str, Any], known: Measure) -> int:
    number, fewest = row.get("number"), 1 if row["comparison"] == AT_LEAST else 0
    most = known.most if known.most is not None else LARGEST_NUMBER
    if not isinstance(number, int) or not fewest <= number <= most:
        raise Refused(
            _("%(label)s: give a number from %(fewest)s to %(most)s.", label=known.label, fewest=fewest, most=most),
            "conditions",
        )
    return number


def _days(row: Mapping[str, Any], known: Measure) -> int | None:
    days = row.get("days")
    if days is None:
        return None
    if not known.windowed:
        raise Refused(
            _("%(label)s: this is counted from the beginning. Leave the days empty.", label=known.label), "conditions"
        )
    if not isinstance(days, int) or not 1 <= days <= LONGEST_WINDOW:
        raise Refused(_("Count the last 1 to %(most)s days, or leave it empty.", most=LONGEST_WINDOW), "conditions")
    return days
