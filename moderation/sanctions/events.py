"""What happens to members by decisions of moderators."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class SanctionImposed(Event):
    """A decision took something from a member."""

    sanction_id: int
    member_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class SanctionLifted(Event):
    """A sanction is over: by the clock, or because its decision was taken back."""

    sanction_id: int
    member_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class ReasonsGiven(Event):
    """A member can read why something of theirs was decided."""

    decision_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class PostResubmitted(Event):
    """A member changed what was hidden and asks for it to be looked at again."""

    sanction_id: int
    case_id: int
    member_id: int
