"""What is told a moment after a decision."""

from forum.core.jobs import job
from moderation.flags import actions


@job
def answer_flags(decision_id: int) -> None:
    """Let those who flagged know what was decided, unless it was undone at once."""
    actions.answer(decision_id)
