"""What happens when a community is imported."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class CommunityImported(Event):
    """Threads of another site have come in; the counts are what this run added.

    It is the only fact of an import: what people said years ago is nothing to notify, to judge or to reward
    again, and two facts a post would make the relay busy for hours with work that must not be done.
    """

    site: str
    members: int
    threads: int
    posts: int
