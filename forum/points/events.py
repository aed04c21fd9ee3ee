"""What happens to points."""

from dataclasses import dataclass, field
from typing import Any

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class PointsMoved(Event):
    """A member has other points than before; `days` are those (UTC, ISO) whose entries changed."""

    member_id: int
    points: int
    total: int
    days: list[str]


@dataclass(frozen=True, slots=True)
class PointsRecounted(Event):
    """Everybody's points come from a new edition of the ledger: whatever was summed from the old one is to be anew."""

    edition_id: int


@dataclass(frozen=True, slots=True)
class PointsRuleChanged(Event):
    """Staff changed what an event earns; what a new rule said before is nothing."""

    rule_id: int
    by_id: int | None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
