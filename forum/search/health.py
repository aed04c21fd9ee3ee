"""What the doctor asks of search; none of it makes the house unready, since reading and writing go on without."""

from forum.core.config import settings
from forum.core.health import advice
from forum.search import editions, shelf
from forum.search.registry import KINDS

LARGE = 100_000
"""Above so many posts Whoosh takes too long over common words."""
MOST_WAITING = 1000


@advice
def search_index() -> str | None:
    """Whether there is an index, and it keeps up."""
    if editions.current_to_write() is None:
        at = editions.progress()
        if at is not None:
            return f"the search index is being built, {at.done:,} documents so far: `flask search status`"
        return "there is no search index: a running server or worker builds one, or `flask search rebuild`"
    waiting = editions.waiting()
    if waiting > MOST_WAITING:
        return f"{waiting:,} changes wait to be found: is a worker running?"
    return None


@advice
def search_engine() -> str | None:
    """Whether the engine is made for so many posts."""
    posts = sum(kind.count() for kind in KINDS.values())
    if shelf.engine_name(settings()) == "whoosh" and posts > LARGE:
        return f"{posts:,} posts are many for Whoosh: set HOMEGROUND_SEARCH=fts5 and restart; the index is built anew."
    return None
