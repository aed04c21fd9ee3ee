"""The places that search knows: categories, with those inside them."""

from forum.categories.queries import CategoryNode, category_page_head, tree
from forum.core.access import Actor
from forum.search.registry import filters, places


@places
def visible_places(actor: Actor) -> list[str]:
    """Name every category that the actor may see now."""
    return [_place(node) for root in tree(actor.audiences) for node in root.within()]


def choices(actor: Actor) -> list[tuple[str, str]]:
    """List the categories by their slugs and names."""
    return [(node.slug, node.full_name) for root in tree(actor.audiences) for node in root.within()]


@filters("in", choices)
def inside(actor: Actor, value: str) -> list[str] | None:
    """Find what stands in a category or in one inside it."""
    head = category_page_head(actor.audiences, value.lower())
    return [_place(node) for node in head.within()] if head else None


def _place(node: CategoryNode) -> str:
    return f"category:{node.id}"
