"""What comes in, whatever format it had: people, threads, posts, votes, badges."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the other site; `account` is what sites share."""

    key: str
    account: str | None
    name: str
    made: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A category of the other site; `see` is who may see it here."""

    key: str
    name: str
    parent: str | None
    about: str
    see: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge somebody has."""

    key: str
    person: str
    name: str
    level: str
    made: datetime


@dataclass(frozen=True, slots=True)
class Votes:
    """Some nameless votes of one kind on one day."""

    kind: str
    made: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Revision:
    """What a post said, in Markdown, from a moment on; the last one is what it says now."""

    editor: str | None
    made: datetime
    markdown: str


@dataclass(frozen=True, slots=True)
class PostIn:
    """A post as it comes: `parent` is the key of the post it replies to, if it is a comment.

    `place` is its place in the thread where the other site kept one, 0 where the order of time is the order.
    """

    key: str
    parent: str | None
    kind: str
    place: int
    author: str
    made: datetime
    edited: datetime | None
    html: str | None
    markdown: str | None
    votes: tuple[Votes, ...]
    revisions: tuple[Revision, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class ThreadIn:
    """A thread as it comes, with all its posts in no order."""

    key: str
    kind: str
    category: str
    title: str
    tags: tuple[str, ...]
    answer: str | None
    closed: datetime | None
    reason: str
    pinned: datetime | None
    posts: tuple[PostIn, ...]


@dataclass(frozen=True, slots=True)
class Skip:
    """A row that did not come in as it was, and why."""

    file: str
    line: int
    reason: str
