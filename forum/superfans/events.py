"""What happens around superfans."""

from dataclasses import dataclass
from typing import Any

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class SuperfansReckoned(Event):
    """The list of superfans was made anew."""

    count: int


@dataclass(frozen=True, slots=True)
class SuperfansExported(Event):
    """Staff took a list of superfans out of the house."""

    by_id: int | None
    count: int
    wanted: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FanThanked(Event):
    """Staff thanked a member outside of the house, and said so."""

    member_id: int
    by_id: int | None
