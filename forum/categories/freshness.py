"""Which pages a category's facts change."""

from forum.categories import events
from forum.core.pages.declared import EVERYTHING, FURNITURE, changes


@changes(events.CategoryOpened, events.CategoryChanged, events.CategoryMoved, events.CategoryRemoved)
def whole_house(_event: events.CategoryOpened) -> tuple[str, ...]:
    """Name everything: who may see what is written may be another now (S20)."""
    return EVERYTHING, FURNITURE
