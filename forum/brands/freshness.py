"""Which pages a brand's facts change."""

from forum.brands import events
from forum.core.pages.declared import EVERYTHING, FURNITURE, changes


@changes(events.BrandFounded, events.BrandChanged)
def whole_house(_event: events.BrandFounded) -> tuple[str, ...]:
    """Name everything: a brand frames every page."""
    return EVERYTHING, FURNITURE
