"""The words of an embedded index, in a small SQLite file beside it: how common they are and which are alike.

Counts are about right: they order words, they are never shown.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from forum.search.spelling import MOST_LOOKED_AT, halves, nearest, reach

AT_ONCE = 500
_PRAGMAS = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;
PRAGMA cache_size=-32000;
"""
_TABLES = """
CREATE TABLE IF NOT EXISTS word (
  term TEXT PRIMARY KEY, mirrored TEXT NOT NULL, documents INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS word_mirrored ON word (mirrored);
"""
_ADD = """
INSERT INTO word (term, mirrored, documents) VALUES (?, ?, ?)
ON CONFLICT (term) DO UPDATE SET documents = documents + excluded.documents
"""
_LIKE = """
SELECT term FROM (SELECT term FROM word WHERE term >= ? AND term < ? LIMIT ?)
UNION SELECT term FROM (SELECT term FROM word WHERE mirrored >= ? AND mirrored < ? LIMIT ?)
"""
_COUNTS = "SELECT term, documents FROM word WHERE term IN (SELECT value FROM json_each(?))"
_AFTER = "SELECT term FROM word WHERE term > ? ORDER BY term LIMIT ?"


def connect(path: Path) -> sqlite3.Connection:
    """Open a database that one process writes."""
    connection = sqlite3.connect(path, isolation_level="IMMEDIATE", timeout=10, check_same_thread=False)
    connection.executescript(_PRAGMAS)
    return connection


class Lexicon:
    """Counts words and finds those that are alike."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.executescript(_TABLES)

    def add(self, texts: Sequence[tuple[Sequence[str], Sequence[str]]], step: int = 1) -> None:
        """Count, in the caller's transaction, the words of titles and bodies that came, or with -1 went."""
        counts = Counter(word for title, body in texts for word in {*title, *body})
        self._connection.executemany(_ADD, [(word, word[::-1], step * many) for word, many in sorted(counts.items())])

    def counts(self, words: Sequence[str]) -> Mapping[str, int]:
        """Count about how many documents hold each word."""
        return dict(self._connection.execute(_COUNTS, (json.dumps(list(words)),)))

    def similar(self, word: str) -> list[str]:
        """List the words that are a slip or two away: one half of them is as it is in the word."""
        if not reach(word):
            return []
        start, end = halves(word)
        mirrored = end[::-1]
        values = (start, _past(start), MOST_LOOKED_AT, mirrored, _past(mirrored), MOST_LOOKED_AT)
        return nearest(word, (term for (term,) in self._connection.execute(_LIKE, values)))

    def prune(self, used: Callable[[str], bool] | None = None) -> None:
        """Forget words that no document holds any more; `used` tells where the counts do not."""
        with self._connection:
            self._connection.execute("DELETE FROM word WHERE documents <= 0")
            if used is not None:
                self._prune(used)
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _prune(self, used: Callable[[str], bool]) -> None:
        last = ""
        while listed := [term for (term,) in self._connection.execute(_AFTER, (last, AT_ONCE))]:
            last = listed[-1]
            gone = [(term,) for term in listed if not used(term)]
            self._connection.executemany("DELETE FROM word WHERE term = ?", gone)


def _past(start: str) -> str:
    return start + "\U0010ffff"
