"""Which pages a new edition changes."""

from forum.core.pages.declared import changes
from moderation.guidelines.events import GuidelinesPublished
from moderation.guidelines.labels import GUIDELINES


@changes(GuidelinesPublished)
def pages_of_guidelines(_event: GuidelinesPublished) -> tuple[str, ...]:
    """Name the pages that show guidelines."""
    return (GUIDELINES,)
