"""What fades by the clock."""

from forum.core.jobs import every
from moderation.people import actions

DAY_S = 24 * 3600


@every(DAY_S)
def forget_old() -> None:
    """Let old traces and blocks go."""
    actions.forget_old()
