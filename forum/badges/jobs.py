"""What badges do by the clock."""

from forum.badges import actions, rounds
from forum.brands.queries import all_brands
from forum.core.jobs import every

HOUR_S = 3600
DAY_S = 86400


@every(HOUR_S)
def lay_first_set_in_old_houses() -> None:
    """Give a house that was founded before there were badges its first ones, and to its members what they earned."""
    if all_brands():
        actions.lay_and_give()


@every(DAY_S)
def give_what_time_brings() -> None:
    """Give badges that time alone brings."""
    rounds.go_round_by_the_clock()
