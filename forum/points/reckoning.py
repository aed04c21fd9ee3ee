"""What rules give for deeds: the one sum that points are made by, as they happen and when they are counted anew.

Everything that keeps a rule in bounds is counted within a day or a month (UTC), so the deeds of one member, one event
and one month are a world of their own: whoever knows these knows what they earn.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

GONE, CAP, MUTUAL, GIVER, FADE = "gone", "cap", "mutual", "giver", "fade"
MOST_STEPS = 16
"""After so many halvings nothing is left of any rule's points."""


class Act(NamedTuple):
    """A deed as it is counted."""

    id: int
    event: str
    member_id: int
    from_id: int
    worth: Mapping[str, int]
    happened_at: datetime
    stands: bool
    place: str = ""


class Line(NamedTuple):
    """What a rule gives for a deed, and why it is less than usual."""

    deed_id: int
    rule_id: int
    points: int
    note: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a rule says.

    `when` are conditions ("letters", "least", 20); `per` gives the points for each so many of a measure, up to so many
    times. `fade` and `giver` say how many count in full, in a day or from one person in a month, and how many percent
    of the one before each further one gives. `mutual` is the share in percent that a gift is worth from somebody who
    got one of the same kind before in that month. `cap` is the most that a day brings; `since` the first day (ISO).
    """

    points: int
    when: tuple[tuple[str, str, int], ...] = ()
    per: tuple[str, int, int] | None = None
    fade: tuple[int, int] | None = None
    giver: tuple[int, int] | None = None
    mutual: int | None = None
    cap: int | None = None
    since: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Terms":
        """Read terms as they are kept."""
        pairs = {name: tuple(kept[name]) if kept.get(name) else None for name in ("per", "fade", "giver")}
        when = tuple((str(each[0]), str(each[1]), int(each[2])) for each in kept.get("when") or ())
        return cls(
            points=int(kept["points"]), when=when, mutual=kept.get("mutual"), cap=kept.get("cap"),
            since=kept.get("since") or "", **pairs,
        )  # fmt: skip

    def kept(self) -> dict[str, Any]:
        """Give the terms as they are kept: plain values, and only those that say something."""
        said = {
            "points": self.points, "when": [list(each) for each in self.when], "per": self.per and list(self.per),
            "fade": self.fade and list(self.fade), "giver": self.giver and list(self.giver), "mutual": self.mutual,
            "cap": self.cap, "since": self.since,
        }  # fmt: skip
        return {name: value for name, value in said.items() if value not in (None, [], "")}


class Ruling(NamedTuple):
    """A rule as it is applied: its terms for an event."""

    id: int
    event: str
    terms: Terms


Returned = Mapping[tuple[int, int], datetime]
"""When somebody first got the same from the member, by who it was and the month."""


def month_of(moment: datetime) -> int:
    """Give the number of the month that a moment lies in."""
    return moment.year * 12 + moment.month - 1


def start_of(month: int) -> tuple[int, int]:
    """Give year and month of a numbered month."""
    return month // 12, month % 12 + 1


def reckon(ruling: Ruling, acts: Iterable[Act], returned: Returned) -> list[Line]:
    """Give what a rule makes of the deeds of one member and its event: whole months, in the order of time."""
    terms, lines = ruling.terms, []
    meets, day, today, spent, count = _meeting(terms), 0, 0, 0, 0
    from_whom: dict[tuple[int, int], int] = {}
    for act in acts:
        if not meets(act):
            continue
        if not act.stands:
            lines.append(Line(act.id, ruling.id, 0, GONE))
            continue
        today = act.happened_at.toordinal()
        if today != day:
            day, spent, count = today, 0, 0
        key = (act.from_id, month_of(act.happened_at)) if act.from_id else None
        before = from_whom.get(key, 0) if key else 0
        points, note = _bounded(terms, act, count, before, _is_return(terms, act, key, returned))
        if terms.cap is not None and spent + points > terms.cap:
            points, note = max(terms.cap - spent, 0), CAP
        lines.append(Line(act.id, ruling.id, points, note))
        spent, count = spent + points, count + 1
        if key:
            from_whom[key] = before + 1
    return lines


def returns(rows: Iterable[tuple[int, datetime]]) -> dict[tuple[int, int], datetime]:
    """Note when the member first gave somebody what they may have got back later, month by month."""
    first: dict[tuple[int, int], datetime] = {}
    for other, moment in rows:
        key = (other, month_of(moment))
        if key not in first or moment < first[key]:
            first[key] = moment
    return first


def _is_return(terms: Terms, act: Act, key: tuple[int, int] | None, returned: Returned) -> bool:
    if terms.mutual is None or key is None:
        return False
    first = returned.get(key)
    return first is not None and first < act.happened_at


def _bounded(terms: Terms, act: Act, count: int, before: int, is_return: bool) -> tuple[int, str]:
    """Give the points of a deed before the day's cap, and the strongest reason why they are less than usual."""
    full = points = _full(terms, act)
    note = ""
    if terms.fade and count >= terms.fade[0]:
        points, note = _faded(points, terms.fade, count), FADE
    if terms.giver and before >= terms.giver[0]:
        points, note = _faded(points, terms.giver, before), GIVER
    if is_return:
        points, note = points * (terms.mutual or 0) // 100, MUTUAL
    return points, note if points < full else ""


def _full(terms: Terms, act: Act) -> int:
    if terms.per is None:
        return terms.points
    measure, every, most = terms.per
    return terms.points * min(act.worth.get(measure, 0) // every, most)


def _faded(points: int, how: Sequence[int], count: int) -> int:
    free, percent = how
    steps = min(count - free + 1, MOST_STEPS)
    return int(points * percent**steps // 100**steps)


def _meeting(terms: Terms) -> Callable[[Act], bool]:
    """Make the test whether a deed meets the rule's conditions."""
    since = terms.since

    def meets(act: Act) -> bool:
        if since and act.happened_at.date().isoformat() < since:
            return False
        for measure, how, figure in terms.when:
            value = act.worth.get(measure, 0)
            if value < figure if how == "least" else value > figure:
                return False
        return True

    return meets
