"""What happens to guidelines."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class GuidelinesPublished(Event):
    """A new edition of the guidelines holds."""

    edition: int
    by_id: int | None
