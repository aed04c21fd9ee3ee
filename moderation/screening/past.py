"""What checks may ask besides the draft itself: about what was published before, about staff, about the classifier."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from moderation.screening.readings import Reading
from moderation.screening.scoring import Model


class Past(Protocol):
    """The house as it was when a draft came in: stored rows, or those that a replay has read so far."""

    def written_by(self, author_id: int, since: datetime) -> int:
        """Count what a member published since a moment."""

    def copy_of(self, reading: Reading, since: datetime, *, near: bool) -> tuple[bool, bool] | None:
        """Tell of a copy that was published since: whether it is by another member, and whether word for word."""

    def staff_names(self) -> Sequence[str]:
        """List the names of moderators, staff and administrators."""

    def model(self, task: str) -> Model | None:
        """Give the classifier in use for a task, or None while none is trained."""
