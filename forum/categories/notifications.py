"""Categories as places that members are told of."""

from collections.abc import Mapping, Sequence

from forum.categories.queries import path_of, tree
from forum.core.access import Actor
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
    return rungs(path_of(int(number))) if number.isdigit() else [[place]]


def rungs(path: Sequence[int]) -> list[list[str]]:
    """Make rungs of a ladder from categories."""
    return [[f"category:{each}"] for each in path]
