"""The port of passages: what was published before, for whoever wants to look at it again as it was written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that somebody published; `standing` is stands, held or removed (by somebody else than the author)."""

    kind: str
    thing_id: int
    place: str
    title: str
    source: str
    author_id: int
    author_name: str
    author_role: str
    trust_level: int
    made_at: datetime
    standing: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """How one kind of content is read again: in the order of ids, from a moment on, some at once."""

    count: Callable[[datetime], int]
    after: Callable[[datetime, int, int], Sequence[Passage]]


SHELVES: dict[str, Shelf] = {}


def passages(kind: str, shelf: Shelf) -> None:
    """Let one kind of content be read again."""
    if kind in SHELVES:
        raise ValueError(f"{kind} can be read again already")
    SHELVES[kind] = shelf


def count(since: datetime) -> int:
    """Count what was published since a moment."""
    return sum(shelf.count(since) for shelf in SHELVES.values())


def batches(since: datetime, most: int = AT_ONCE) -> Iterator[Sequence[Passage]]:
    """Give what was published since a moment, batch by batch."""
    for shelf in SHELVES.values():
        last = 0
        while found := shelf.after(since, last, most):
            yield found
            last = found[-1].thing_id
