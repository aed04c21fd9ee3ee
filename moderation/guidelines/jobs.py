"""What guidelines do by the clock."""

from forum.brands.queries import all_brands
from forum.core.jobs import every
from moderation.guidelines import actions

HOUR_S = 3600


@every(HOUR_S)
def lay_first_set_in_old_houses() -> None:
    """Give a house that was founded before there were guidelines its first ones."""
    if all_brands():
        actions.lay_first_set()
