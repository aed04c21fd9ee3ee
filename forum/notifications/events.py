"""What happens to what members are told."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class MemberTold(Event):
    """The bell of a member shows something else now: more, or less."""

    member_id: int


@dataclass(frozen=True, slots=True)
class MembersTold(Event):
    """The bells of a whole crowd do."""

    member_ids: list[int]
