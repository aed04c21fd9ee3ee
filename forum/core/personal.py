"""What the house holds of a person: each room says what it keeps, gives it to them, and lets it go at their wish.

Every table belongs to a room's holding or is said to hold nobody's data; a test of the house sees to that.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext

from forum.core.db import Statement, read

Rows = dict[str, list[dict[str, Any]]]
Wish = str
"""How somebody wants to be erased: "anonymise" keeps their words without them, "delete" takes the words too."""
WISHES = ("anonymise", "delete")
ERASED: Any = lazy_gettext("Erased at the author's wish.")
"""What stands where a text was that its author took along."""


@dataclass(frozen=True, slots=True)
class Person:
    """A member as they were before anything of them was erased, and what they are called afterwards."""

    member_id: int
    name: str
    email: str
    former: str

    @property
    def words(self) -> tuple[str, ...]:
        """List the words that tell who they are."""
        return tuple(word for word in (self.name, self.email, self.email.casefold()) if word)

    def without(self, text: str) -> str:
        """Give a text in which they are called by what they are called afterwards."""
        for word in self.words:
            text = re.sub(rf"(?<![\w.+-]){re.escape(word)}(?![\w-])", lambda _found: self.former, text)
        return text

    def unnamed(self, source: str) -> str:
        """Give Markdown of somebody else's in which mentions and quotes call them by another name.

        A word that only looks like their name stays: it may be no name at all.
        """
        name, end = re.escape(self.name), r"(?![\w-])"
        source = re.sub(rf"(?<![\w@/.+-])@{name}{end}", lambda _found: f"@{self.former}", source)
        before_quote = rf"(?m)(^[ >*_]*)(?<![\w.+-]){name}{end}([^\n]*:[*_]*[ ]*\n[ >]*>)"
        return re.sub(before_quote, lambda found: f"{found[1]}{self.former}{found[2]}", source)


@dataclass(frozen=True, slots=True)
class File:
    """A file of somebody's: its name in the archive, and how to read it."""

    name: str
    read: Callable[[], bytes]


def _no_rows(_person: Person) -> Rows:
    return {}


def _no_files(_person: Person) -> Iterable[File]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What a room holds of people, in which tables.

    `gives` lists their rows by name, `files` their files. `erases` runs in a transaction of its own and perhaps twice;
    it gives the moment until which the law lets it keep something, or None when nothing is left.
    """

    room: str
    tables: frozenset[str]
    gives: Callable[[Person], Rows] = _no_rows
    files: Callable[[Person], Iterable[File]] = _no_files
    erases: Callable[[Person, Wish], datetime | None]
    last: bool = False


HOLDINGS: dict[str, Holding] = {}
NOBODYS: dict[str, str] = {}


def holds(holding: Holding) -> None:
    """Plug in what a room holds of people."""
    HOLDINGS[holding.room] = holding


def holds_nobody(because: str, *tables: str) -> None:
    """Say that nothing in these tables is about a person, and why."""
    NOBODYS.update(dict.fromkeys(tables, because))


def in_order() -> Iterator[Holding]:
    """List all holdings; the one that knows who the person is comes last."""
    yield from sorted(HOLDINGS.values(), key=lambda holding: holding.last)


def plain(statement: Statement, **given: object) -> list[dict[str, Any]]:
    """Read rows as plain values that pass through JSON."""
    return [
        {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row._mapping.items()}
        for row in read().execute(statement, given)
    ]
