"""How other rooms make things findable: documents, the places they stand in, and filters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from forum.core.access import Actor
from forum.core.text import excerpt
from forum.search.engine import Document

MOST_LETTERS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that was found, as its reader may see it now."""

    kind: str
    key: int
    group: int
    title: str
    html: str
    address: str
    number: int
    place_name: str
    place_address: str
    author: str
    author_id: int
    avatar_url: str | None
    at: datetime
    kind_of_group: str = ""
    answered: bool = False
    replies: int = 0

    @property
    def text(self) -> str:
        """Give its words without markup, as they are indexed: its own, no spoilers."""
        return excerpt(self.html, MOST_LETTERS)


class Findable(Protocol):
    """One kind of thing that can be found."""

    def these(self, keys: Sequence[int]) -> list[Document]:
        """Make the documents of these keys; what may not be found by anybody is left out."""

    def after(self, key: int, most: int) -> list[int]:
        """List the next keys, in order, of what there is to find."""

    def seen(self, actor: Actor, keys: Sequence[int]) -> Mapping[int, Found]:
        """Load those of the keys that the actor may see now."""

    def count(self) -> int:
        """Count about how many there are."""


KINDS: dict[str, Findable] = {}
PLACES: list[Callable[[Actor], Sequence[str]]] = []
FILTERS: dict[str, Callable[[Actor, str], Sequence[str] | None]] = {}
CHOICES: dict[str, Callable[[Actor], Sequence[tuple[str, str]]]] = {}

T = TypeVar("T", bound=Callable[[], Findable])


def indexes(kind: str) -> Callable[[T], T]:
    """Let things of a kind be found, by an object of this class."""

    def register(made: T) -> T:
        KINDS[kind] = made()
        return made

    return register


def places(tell: Callable[[Actor], Sequence[str]]) -> Callable[[Actor], Sequence[str]]:
    """Have the function tell which places an actor may see."""
    PLACES.append(tell)
    return tell


def filters(
    name: str, choices: Callable[[Actor], Sequence[tuple[str, str]]] | None = None
) -> Callable[[Callable[[Actor, str], Sequence[str] | None]], Callable[[Actor, str], Sequence[str] | None]]:
    """Have the function say which facets `name:value` means to an actor; None where there is no such thing.

    `choices` lists values and their names for a form.
    """

    def register(tell: Callable[[Actor, str], Sequence[str] | None]) -> Callable[[Actor, str], Sequence[str] | None]:
        FILTERS[name] = tell
        if choices:
            CHOICES[name] = choices
        return tell

    return register


def places_of(actor: Actor) -> list[str]:
    """List every place an actor may see now."""
    return [place for tell in PLACES for place in tell(actor)]
