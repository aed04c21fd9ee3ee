"""What happens to flags."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class FlagRaised(Event):
    """A member says that a thing breaks a guideline."""

    flag_id: int
    case_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class FlagWithdrawn(Event):
    """A member took a flag back before it was decided."""

    flag_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class FlagAnswered(Event):
    """It is known, and sure, what became of a flag: "upheld" or "rejected"."""

    flag_id: int
    member_id: int
    outcome: str
