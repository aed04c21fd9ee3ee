"""What an engine of search is: it takes documents and answers questions, and knows nothing of threads or people.

Everything here is plain values that pass through JSON, because an engine may live in another process.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

FORMAT = 1
"""The form of what engines keep: raise it when the analyser or a schema changes, and every index is built anew."""
MOST_CANDIDATES = 400
"""An engine weighs so many matches at most, the newest: common words cost no more than rare ones."""


class Unready(Exception):
    """There is no index, or it cannot be read: it must be built anew."""


class Overloaded(Exception):
    """The question took too long, or too many are asked at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something that can be found: its words are those of the analyser, its facets words of filters."""

    kind: str
    key: int
    group: int
    """What it is part of: hits of one group are shown together."""
    place: str
    """Where it stands: only who sees the place finds the document."""
    at: int
    """When it was published, in seconds."""
    title: Sequence[str]
    body: Sequence[str]
    facets: Sequence[str] = ()

    @property
    def name(self) -> str:
        """Name it among all documents."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents to take in, in place of what is there under their names, and names to forget."""

    documents: Sequence[Document] = ()
    gone: Sequence[str] = ()


Clause = Sequence[str]
"""One word, or several that stand side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: at least one of the `ways`, and in it every clause, must be there."""

    ways: Sequence[Sequence[Clause]] = ()
    without: Sequence[Clause] = ()
    facets: Sequence[Sequence[str]] = ()
    """Of each of these at least one."""
    facets_without: Sequence[str] = ()
    places: Sequence[str] = ()
    """The places the asker may see; there is nothing outside of them."""
    since: int | None = None
    until: int | None = None
    """Seconds: from `since` on, before `until`."""
    newest: bool = False
    most: int = 100

    @property
    def words(self) -> list[str]:
        """List the words it asks for, each once."""
        return list(dict.fromkeys(word for way in self.ways for clause in way for word in clause))


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found."""

    kind: str
    key: int
    group: int


class Engine(Protocol):
    """Keeps an index and searches it."""

    def write(self, batch: Batch) -> None:
        """Take a batch in, whole or not at all; the same one twice is the same as once."""

    def search(self, question: Question) -> list[Hit]:
        """Find documents, the best first or the newest first."""

    def counts(self, words: Sequence[str]) -> Mapping[str, int]:
        """Count about how many documents hold each word, whoever may see them."""

    def similar(self, word: str) -> list[str]:
        """List words of the index that are a slip or two away, the nearest first, whoever may see them."""

    def size(self) -> int:
        """Count the documents."""

    def tidy(self) -> None:
        """Put the index in order at night, so that nothing of what was taken out is left in it."""

    def close(self) -> None:
        """Let go of everything."""
