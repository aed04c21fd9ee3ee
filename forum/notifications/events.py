"""What happens to what members are told."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class MembersTold(Event):
    """The bells of these members show something else now: more, or less."""

    member_ids: list[int]
