"""Which pages an import changes."""

from forum.core.pages.declared import EVERYTHING, FURNITURE, changes
from forum.importing import events


@changes(events.CommunityImported)
def whole_house(_event: events.CommunityImported) -> tuple[str, ...]:
    """Name everything: an import tells nothing of its parts."""
    return EVERYTHING, FURNITURE
