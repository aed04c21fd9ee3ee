"""The review port: how moderators see, hide and restore any kind of content."""

from collections.abc import Callable
from dataclasses import dataclass

from forum.core.access import Actor


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A thing as a moderator sees it: who made it, its words, and where it stands."""

    title: str
    author_id: int | None
    source: str
    html: str
    address: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Reviewable:
    """What a room lets moderators do with one kind of its content, by id."""

    show: Callable[[Actor, int], Exhibit | None]
    hide: Callable[[Actor, int, str], None]
    restore: Callable[[Actor, int], None]
    release: Callable[[Actor, int], None]


KINDS: dict[str, Reviewable] = {}


def reviewable(kind: str, how: Reviewable) -> None:
    """Open a kind of content to moderators."""
    if kind in KINDS:
        raise ValueError(f"{kind} is reviewable already")
    KINDS[kind] = how
