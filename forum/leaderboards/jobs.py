"""The clock of boards: periods open and close by themselves."""

from forum.core.jobs import every
from forum.core.transaction import transaction
from forum.leaderboards import ceremonies, keeping, periods


@every(seconds=60)
@transaction
def turn() -> None:
    """Open the periods that begin, close those that are over, and hold the ceremonies of seasons."""
    keeping.alone()
    periods.open_due()
    for season in periods.close_over():
        ceremonies.close_season(season)
