"""What the house promises, and what the staff chose about its moderation."""

from dataclasses import asdict, dataclass, field, fields
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from forum.core.cache import cache
from forum.core.db import Statement, read
from moderation.queue.models import Term

KEPT_S = 2.0
LADDER = [[1, "warn", 0], [2, "slow", 3], [3, "silence", 1], [4, "silence", 7], [6, "suspend", 30], [9, "suspend", 365]]
HARMS = {1: 10.0, 2: 35.0, 3: 40.0, 4: 30.0, 5: 40.0, 6: 20.0, 7: 12.0, 8: 12.0, 9: 8.0, 10: 5.0}


@dataclass(frozen=True, slots=True)
class Terms:
    """The promises: minutes to the first look and to the decision, days in which an appeal may come.

    `harms` gives points to guidelines by number; `approves` lets a moderator see every new member before their words
    are seen; `warns` is the part of a promise after which a letter says that it is about to break; `load` is the
    number of decisions a day after which a moderator is asked to rest. A strike decays in `strike_days`; `ladder` lists
    points, verdict and days: what is fair at so many points.
    """

    first_look: int = 120
    decision: int = 24 * 60
    appeal_days: int = 183
    approves: bool = False
    warns: float = 0.75
    load: int = 150
    strike_days: int = 90
    ladder: list[list[Any]] = field(default_factory=lambda: [list(step) for step in LADDER])
    harms: dict[int, float] = field(default_factory=lambda: dict(HARMS))

    @property
    def until_look(self) -> timedelta:
        """Give how long a case may wait for its first look."""
        return timedelta(minutes=self.first_look)

    @property
    def until_decision(self) -> timedelta:
        """Give how long a case may wait for its decision."""
        return timedelta(minutes=self.decision)


_ALL: Statement = select(Term.name, Term.value)


def terms() -> Terms:
    """Give what holds, perhaps two seconds late."""
    return cache.fresh("terms of moderation", KEPT_S, _load)


def plain(chosen: Terms) -> dict[str, Any]:
    """Give terms as they are stored, by name."""
    kept = asdict(chosen)
    kept["harms"] = {str(number): points for number, points in chosen.harms.items()}
    return kept


def _load() -> Terms:
    known = {each.name for each in fields(Terms)}
    stored = {row.name: row.value for row in read().execute(_ALL) if row.name in known}
    if "harms" in stored:
        stored["harms"] = {int(number): float(points) for number, points in stored["harms"].items()}
    return Terms(**stored)
