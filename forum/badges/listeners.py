"""What badges do when others' facts happen."""

from collections.abc import Sequence

from forum.badges import actions, earning
from forum.brands.events import BrandFounded
from forum.core.events import on
from forum.core.following import follows
from forum.core.tail import Told


@on(BrandFounded)
def begin_with_badges(_fact: BrandFounded) -> None:
    """Give a new house its first badges."""
    actions.lay_first_set()


@follows("badges")
def look(told: Sequence[Told]) -> None:
    """Award what these facts earned somebody."""
    earning.look_at(each.event for each in told)
