"""What the notifications do by the clock."""

from forum.core.jobs import every
from forum.notifications.digests import AT_ONCE, ask_for_due, set_first
from forum.notifications.posting import post_due

every(seconds=20)(post_due)


@every(seconds=300)
def send_digests() -> None:
    """Ask for all digests that are due."""
    while set_first() == AT_ONCE:
        pass
    while ask_for_due() == AT_ONCE:
        pass
