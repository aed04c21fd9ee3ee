"""A table on disk where a foreign community is sorted before it comes in.

Dumps tell things file by file (all posts, then all comments, then all votes); a thread needs them together. Sorting
them on disk keeps memory small whatever the size, and both formats come in by the same door afterwards. The table is
thrown away at the end; an import that starts again sorts anew, which is the small part of its work.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from forum.importing.shapes import Badge, Person, PostIn, Revision, Skip, ThreadIn, Votes

T = TypeVar("T")

NAMELESS = "~"
"""The key of whoever wrote what nobody's name stands on."""

_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;
CREATE TABLE person (key TEXT PRIMARY KEY, account TEXT, name TEXT, made TEXT);
CREATE TABLE category (key TEXT PRIMARY KEY, name TEXT, parent TEXT, about TEXT);
CREATE TABLE thread (key TEXT PRIMARY KEY, kind TEXT, category TEXT, title TEXT, tags TEXT, answer TEXT, made TEXT,
  closed TEXT, reason TEXT, pinned TEXT);
CREATE TABLE post (key TEXT PRIMARY KEY, thread TEXT, parent TEXT, kind TEXT, place INTEGER, author TEXT, made TEXT,
  edited TEXT, html TEXT, markdown TEXT, likes INTEGER, dislikes INTEGER, file TEXT, line INTEGER);
CREATE TABLE revision (key TEXT PRIMARY KEY, post TEXT, made TEXT, editor TEXT, markdown TEXT);
CREATE TABLE vote (key TEXT PRIMARY KEY, post TEXT, kind TEXT, day TEXT);
CREATE TABLE badge (key TEXT PRIMARY KEY, person TEXT, name TEXT, level TEXT, made TEXT);
CREATE TABLE skipped (file TEXT, line INTEGER, reason TEXT);
CREATE TABLE tally (what TEXT PRIMARY KEY, count INTEGER);
"""
_SORT = """
UPDATE post SET thread = (SELECT above.thread FROM post above WHERE above.key = post.parent) WHERE thread IS NULL;
INSERT INTO skipped SELECT file, line, CASE kind WHEN 'comment' THEN 'The post it comments on is not in the dump.'
  ELSE 'The question it answers is not in the dump.' END
  FROM post WHERE thread IS NULL OR thread NOT IN (SELECT key FROM thread);
DELETE FROM post WHERE thread IS NULL OR thread NOT IN (SELECT key FROM thread);
INSERT INTO tally SELECT 'votes (' || kind || ') for posts that are not in the dump', count(*)
  FROM vote WHERE post NOT IN (SELECT key FROM post) GROUP BY kind;
DELETE FROM vote WHERE post NOT IN (SELECT key FROM post);
INSERT INTO tally SELECT 'badges of users who are not in the dump', count(*)
  FROM badge WHERE person NOT IN (SELECT key FROM person) HAVING count(*) > 0;
DELETE FROM badge WHERE person NOT IN (SELECT key FROM person);
INSERT OR IGNORE INTO person SELECT author, NULL, CASE WHEN author LIKE '~%' THEN substr(author, 2)
  ELSE 'user' || author END, min(made) FROM post GROUP BY author;
CREATE INDEX post_thread ON post (thread);
CREATE INDEX vote_post ON vote (post);
CREATE INDEX revision_post ON revision (post);
CREATE INDEX thread_made ON thread (made);
"""
_POSTS = """
SELECT key, parent, kind, place, author, made, edited, html, markdown, likes, dislikes, file, line
FROM post WHERE thread = ?
"""


@dataclass(frozen=True, slots=True)
class Staging:
    """The open table."""

    table: sqlite3.Connection

    def put(self, table: str, *values: object) -> bool:
        """Store a row; False if there is one with its key already."""
        places = ",".join("?" * len(values))
        # the names of tables are ours, not the dump's
        made = self.table.execute(f"INSERT OR IGNORE INTO {table} VALUES ({places})", values)  # noqa: S608
        return made.rowcount > 0

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
        self.table.executescript(_SORT)

    def explain(self, thread: str, reason: str) -> None:
        """Note why a thread was closed."""
        self.table.execute("UPDATE thread SET reason = ? WHERE key = ?", (reason, thread))

    def size(self, table: str) -> int:
        """Count the rows of a table."""
        found: int = self.table.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        return found

    def people(self) -> Iterator[Person]:
        """Give everybody."""
        for row in self.table.execute("SELECT key, account, name, made FROM person ORDER BY made, rowid"):
            yield Person(row[0], row[1], row[2], datetime.fromisoformat(row[3]))

    def categories(self) -> list[tuple[str, str, str | None, str]]:
        """List key, name, parent's key and description; outer ones before inner ones."""
        found = self.table.execute("SELECT key, name, parent, about FROM category ORDER BY parent IS NOT NULL, rowid")
        return found.fetchall()

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
    """Lay out an empty table for a site and throw it away afterwards."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{site}.sorting"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_TABLES)
        yield Staging(connection)
    path.unlink(missing_ok=True)


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
