"""The review port: how moderators see, hide and restore any kind of content."""

from collections.abc import Callable
from dataclasses import dataclass

from forum.core.access import Actor


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What stands beside a thing where it was published: who said it, in what words, and whether it is answered."""

    author_id: int | None
    html: str
    address: str
    before: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A thing as a moderator sees it: who made it, its words, and where it stands.

    `place` is where moderators of one category look: `category:3`. A held thing was never published. `readers` is how
    many have seen it or will soon; `pictures` are the addresses of what it shows, `pieces` the kind, id and name
    of what can be judged apart from it.
    """

    title: str
    author_id: int | None
    source: str
    html: str
    address: str
    hidden: bool
    held: bool = False
    place: str = ""
    pictures: tuple[str, ...] = ()
    pieces: tuple[tuple[str, int, str], ...] = ()
    readers: int = 0
    around: tuple[Neighbour, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewable:
    """What a room lets moderators do with one kind of its content, by id.

    `revise` puts new words of its author in the place of hidden ones; where there is none, nothing can be mended.
    `seen` gives the address at which any reader has a thing before them, or None where they have not: only what one
    has before one can be flagged. `at` gives the id of the thing that a path of ours leads to; the path
    may end with the mark of a place in the page.
    """

    show: Callable[[Actor, int], Exhibit | None]
    hide: Callable[[Actor, int, str], None]
    restore: Callable[[Actor, int], None]
    release: Callable[[Actor, int], None]
    revise: Callable[[Actor, int, str], None] | None = None
    seen: Callable[[Actor, int], str | None] | None = None
    at: Callable[[str], int | None] | None = None


KINDS: dict[str, Reviewable] = {}


def thing_at(path: str) -> tuple[str, int] | None:
    """Give the kind and id of what a path of ours leads to, if moderators can look at it."""
    for kind, how in KINDS.items():
        if how.at is not None and (thing_id := how.at(path)) is not None:
            return kind, thing_id
    return None


Counting = Callable[[str, int, int, int], None]
_counting: list[Counting] = []


def reviewable(kind: str, how: Reviewable) -> None:
    """Open a kind of content to moderators."""
    if kind in KINDS:
        raise ValueError(f"{kind} is reviewable already")
    KINDS[kind] = how


def counts_standing(count: Counting) -> Counting:
    """Have the function told, in the same transaction, when moderators take a thing from its author or give it back.

    It is given the kind and id of the thing, the author's id, and -1 or 1: points earned by it go and come with it.
    """
    _counting.append(count)
    return count


def tell_standing(kind: str, thing_id: int, author_id: int, step: int) -> None:
    """Tell whoever counts that a thing was taken from its author (-1), or given back (1)."""
    for count in _counting:
        count(kind, thing_id, author_id, step)
