"""Categories as places that members are told of."""

from collections.abc import Mapping, Sequence

from forum.categories.events import CategoryChanged, CategoryMoved
from forum.categories.queries import path_of, tree
from forum.core.access import Actor
from forum.core.events import on
from forum.notifications.hushing import look_at_all
from forum.notifications.levels import Ladder
from forum.notifications.registry import Scene, ladder, land


@land("category")
def see_categories(actor: Actor, names: Sequence[str]) -> Mapping[str, Scene]:
    """Show the categories that a reader may see."""
    seen = [node for root in tree(actor.audiences) for node in root.within()]
    known = {f"category:{node.id}": Scene(node.full_name, f"/c/{node.slug}", node.description) for node in seen}
    return {name: known[name] for name in names if name in known}


@ladder("category")
def around_category(place: str) -> Ladder:
    """Give a category and those around it, the nearest first."""
    number = place.partition(":")[2]
    return [[f"category:{each}"] for each in path_of(int(number))] if number.isdigit() else [[place]]


@on(CategoryChanged)
def look_again(_event: CategoryChanged) -> None:
    """Count no longer what is told of a category to those who may not see it any more."""
    look_at_all()


@on(CategoryMoved)
def look_after_move(_event: CategoryMoved) -> None:
    """Do so when it lies in another one, which fewer may see."""
    look_at_all()
