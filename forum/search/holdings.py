"""What search holds of people: nothing that is not taken out with the text it was made of."""

from forum.core.jobs import enqueue
from forum.core.personal import Holding, Person, Wish, holds, holds_nobody
from forum.search import jobs

SOON_S = 60
"""By then what changed is fed to the index."""


def erase(_person: Person, _wish: Wish) -> None:
    """Put the index in order soon, so that nothing is left in it of texts that are gone."""
    enqueue(jobs.tidy, after=SOON_S, unique="erasure")


holds(Holding(room="search", tables=frozenset({"search_document", "search_word"}), erases=erase))
holds_nobody("how far the index is", "search_change", "search_edition")
holds_nobody("words that found nothing, without who asked", "search_miss")
