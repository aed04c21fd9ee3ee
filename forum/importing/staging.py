"""A table on disk where a foreign community is sorted before it comes in.

Dumps tell things file by file (all posts, then all comments, then all votes); a thread needs them together. Sorting
them on disk keeps memory small whatever the size, and both formats come in by the same door afterwards. The table is
thrown away at the end; an import that starts again sorts anew, which is the small part of its work.
"""

import fcntl
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from forum.importing.rows import Unreadable
from forum.importing.shapes import Badge, Person, Place, PostIn, Revision, Skip, ThreadIn, Votes
from forum.importing.sorting import PUT, PUT_OVER, SIZE, SORT, TABLES

T = TypeVar("T")

NAMELESS = "~"
"""Begins the key of whoever is no user any more; their last name follows, if they left one."""

_POSTS = """
SELECT key, parent, kind, place, author, made, edited, html, markdown, likes, dislikes, file, line
FROM post WHERE thread = ?
"""


@dataclass(frozen=True, slots=True)
class Staging:
    """The open table."""

    table: sqlite3.Connection

    def put(self, table: str, *values: object, over: bool = False) -> bool:
        """Store a row, `over` one with its key; otherwise False if there is one already."""
        made = self.table.execute(PUT_OVER[table] if over else PUT[table], values)
        return made.rowcount > 0

    def meet(self, key: str, made: str) -> None:
        """Note somebody who is known by name only; they are here since what they wrote first."""
        self.table.execute(
            "INSERT INTO person VALUES (?, NULL, ?, ?) ON CONFLICT DO UPDATE SET made = min(made, excluded.made)",
            (key, key, made),
        )

    def expect(self, post: str, there: int) -> None:
        """Note a post that an archive names, and whether it holds it."""
        self.table.execute(
            "INSERT INTO stream VALUES (?, ?) ON CONFLICT DO UPDATE SET there = max(there, excluded.there)",
            (post, there),
        )

    def note(self, thread: str, what: str, value: str) -> None:
        """Note something about a thread that may not have been read yet: answer, closed, reason, withheld."""
        self.put("note", thread, what, value, over=True)

    def skip(self, file: str, line: int, reason: str) -> None:
        """Note a row that is passed over."""
        self.put("skipped", file, line, reason)

    def count(self, what: str, step: int = 1) -> None:
        """Count what is not taken and not wrong either."""
        self.table.execute(
            "INSERT INTO tally VALUES (?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count", (what, step)
        )

    def sort(self) -> None:
        """Bring together what belongs together, once everything is stored; note what belongs nowhere."""
        self.table.executescript(SORT)

    def size(self, table: str) -> int:
        """Count the rows of a table."""
        found: int = self.table.execute(SIZE[table]).fetchone()[0]
        return found

    def people(self) -> Iterator[Person]:
        """Give everybody."""
        for row in self.table.execute("SELECT key, account, name, made FROM person ORDER BY made, rowid"):
            yield Person(row[0], row[1], row[2], datetime.fromisoformat(row[3]))

    def categories(self) -> list[Place]:
        """List the categories, outer ones before inner ones."""
        found = self.table.execute("SELECT * FROM category ORDER BY parent IS NOT NULL, rowid")
        return [Place(*row) for row in found]

    def badges(self) -> Iterator[Badge]:
        """Give all badges."""
        for row in self.table.execute("SELECT key, person, name, level, made FROM badge"):
            yield Badge(row[0], row[1], row[2], row[3], datetime.fromisoformat(row[4]))

    def threads(self) -> Iterator[ThreadIn]:
        """Give threads with all their posts, in the order in which they were started."""
        statement = """SELECT key, kind, category, title, tags, answer, closed, reason, pinned FROM thread
        ORDER BY made, rowid"""
        for row in self.table.execute(statement):
            key, kind, category, title, tags, answer, closed, reason, pinned = row
            posts = [self._post(found) for found in self.table.execute(_POSTS, (key,)).fetchall()]
            yield ThreadIn(
                key, kind, category, title, tuple(json.loads(tags)), answer, _moment(closed), reason, _moment(pinned),
                tuple(posts),
            )  # fmt: skip

    def skips(self) -> list[Skip]:
        """List the rows that were passed over."""
        return [Skip(*row) for row in self.table.execute("SELECT file, line, reason FROM skipped")]

    def tallies(self) -> dict[str, int]:
        """Give the counts of what was not taken."""
        return dict(self.table.execute("SELECT what, count FROM tally ORDER BY what").fetchall())

    def _post(self, row: tuple[Any, ...]) -> PostIn:
        key, parent, kind, place, author, made, edited, html, markdown, likes, dislikes, file, line = row
        moment = datetime.fromisoformat(made)
        votes = [Votes(what, moment, n) for what, n in (("like", likes), ("dislike", dislikes)) if n]
        for what, day, n in self.table.execute(
            "SELECT kind, day, count(*) FROM vote WHERE post = ? GROUP BY kind, day", (key,)
        ):
            votes.append(Votes(what, datetime.fromisoformat(day), n))
        revisions = self.table.execute(
            "SELECT editor, made, markdown FROM revision WHERE post = ? ORDER BY made, length(key), key", (key,)
        )
        return PostIn(
            key, parent, kind, place, author, moment, _moment(edited), html, markdown, tuple(votes),
            tuple(Revision(who, datetime.fromisoformat(when), words) for who, when, words in revisions), file, line,
        )  # fmt: skip


@contextmanager
def staging(folder: Path, site: str) -> Iterator[Staging]:
    """Lay out an empty table for a site and throw it away afterwards; one import of a site at a time."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{file_name(site)}.sorting"
    with path.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unreadable(f"{site} is being imported already: wait until that is done.") from None
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(TABLES)
            yield Staging(connection)
        path.unlink(missing_ok=True)


def file_name(site: str) -> str:
    """Make a name for files about a site."""
    return re.sub(r"[^A-Za-z0-9_.-]", "-", site)


def in_batches(things: Iterable[T], most: int) -> Iterator[list[T]]:
    """Give things some at a time."""
    batch: list[T] = []
    for thing in things:
        batch.append(thing)
        if len(batch) >= most:
            yield batch
            batch = []
    if batch:
        yield batch


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
