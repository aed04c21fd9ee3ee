"""What ends by the clock, and what is told a moment later."""

from forum.core.jobs import every, job
from moderation.sanctions import actions


@every(60)
def lift_sanctions() -> None:
    """End the sanctions whose time is over."""
    while actions.lift_due() == actions.A_BATCH:
        pass


@job
def give_reasons(decision_id: int) -> None:
    """Let a member know of a decision, unless it was undone at once."""
    actions.give_reasons(decision_id)
