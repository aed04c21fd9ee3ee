"""The clock of superfans: every night."""

from forum.core.jobs import every
from forum.superfans.reckoning import reckon

DAY = 86_400


@every(DAY)
def reckon_superfans() -> None:
    """Make the list of superfans anew."""
    reckon()
