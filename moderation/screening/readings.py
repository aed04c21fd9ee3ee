"""One draft as the checks read it: each view of its words is made once, when the first check asks for it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from moderation.screening.hosts import hosts_in
from moderation.screening.likeness import digest, simhash
from moderation.screening.unmasking import fold, readings

MOST_LETTERS = 40_000
"""Letters of a draft that are read; posts are shorter than that."""


@dataclass(frozen=True)
class Reading:
    """Who wants to publish what, and the views of it that checks share.

    `thing_id` is given when the thing is there already and only its words change. `rank` is the author's. Of somebody
    who joins (kind "member") the title is the name and the source the mail address.
    """

    kind: str
    place: str
    title: str
    source: str
    author_id: int | None
    author_name: str
    rank: int
    trust_level: int
    at: datetime
    thing_id: int | None = None

    @cached_property
    def text(self) -> str:
        """Give all that is said."""
        if self.kind == "member":
            return self.title
        whole = f"{self.title}\n{self.source}" if self.title else self.source
        return whole[:MOST_LETTERS]

    @cached_property
    def folded(self) -> str:
        """Give the text in one case, without what cannot be seen."""
        return fold(self.text)

    @cached_property
    def words(self) -> list[tuple[str, ...]]:
        """Give the words in their order, each with what else it may stand for."""
        return list(readings(self.folded))

    @cached_property
    def hosts(self) -> list[str]:
        """Give the hosts that the text links to, one for each link."""
        return [] if self.kind == "member" else hosts_in(self.source)

    @cached_property
    def digest(self) -> str | None:
        """Give the same for the same words, or None where there are too few to tell."""
        return digest(self.folded)

    @cached_property
    def simhash(self) -> int | None:
        """Give nearly the same for nearly the same words, or None where there are too few to tell."""
        return simhash(self.folded)
