"""What open pages see of categories: who may follow what lies in them changes with who may see them."""

from collections.abc import Iterable

from forum.categories.events import CategoryChanged, CategoryMoved, CategoryRemoved
from forum.realtime.registry import Touch, shows


@shows(CategoryChanged, CategoryMoved, CategoryRemoved)
def rearranged(_fact: CategoryChanged | CategoryMoved | CategoryRemoved) -> Iterable[Touch]:
    """Who sees the category, and all inside it, may be others now: everybody is asked anew (S20)."""
    for kind in ("thread", "category"):
        yield Touch(kind=kind, unsettles=True)
