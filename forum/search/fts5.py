"""The other embedded engine: SQLite's FTS5 in a file of its own, for communities up to millions of posts.

FTS5's own ranking reads every match before it gives the first; here the newest matches are taken and weighed by
`ranking`, so that a word of every other post costs no more than a rare one. Its tokenizer is given words that the
analyser made, so it has nothing to decide.
"""

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from forum.search.engine import MOST_CANDIDATES, Batch, Clause, Document, Hit, Question, Unready
from forum.search.lexicon import Lexicon, connect
from forum.search.ranking import score, weights

_TABLES = """
CREATE TABLE IF NOT EXISTS document (
  id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, key INTEGER NOT NULL, "group" INTEGER NOT NULL,
  place TEXT NOT NULL, at INTEGER NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, facets TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS document_name ON document (kind, key);
CREATE INDEX IF NOT EXISTS document_at ON document (at);
CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (
  title, body, facets, content='document', content_rowid='id', columnsize=0, tokenize='unicode61 remove_diacritics 0'
);
"""
_INSERT = """
INSERT INTO document (kind, key, "group", place, at, title, body, facets) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_INDEX = "INSERT INTO search (rowid, title, body, facets) VALUES (?, ?, ?, ?)"
_OLD = "SELECT id, title, body, facets FROM document WHERE kind = ? AND key = ?"
_COLUMNS = 'document.kind, document.key, document."group", document.title, document.body, document.at'
_SEEN = """
document.place IN (SELECT value FROM json_each(:places))
AND document.at >= :since AND document.at < :until
"""
_MATCHES = f"""
SELECT {_COLUMNS} FROM search JOIN document ON document.id = search.rowid
WHERE search MATCH :match AND {_SEEN} ORDER BY search.rowid DESC LIMIT :most
"""  # noqa: S608 (constants only)
_BY_TIME = f"SELECT {_COLUMNS} FROM document WHERE {_SEEN} ORDER BY document.at DESC LIMIT :most"  # noqa: S608
LONG_AGO, FAR_AHEAD = -(2**62), 2**62


class Fts5:
    """An index in a SQLite file; one process at a time writes it, others may read it meanwhile."""

    def __init__(self, folder: Path, *, create: bool) -> None:
        path = folder / "documents.db"
        if not create and not path.exists():
            raise Unready(f"{path} is not there")
        try:
            self._connection = connect(path)
            self._connection.executescript(_TABLES)
            self._connection.execute("SELECT * FROM search LIMIT 1").fetchall()
            self._lexicon = Lexicon(self._connection)
        except sqlite3.DatabaseError as error:
            raise Unready(str(error)) from error

    def write(self, batch: Batch) -> None:
        """Take a batch in, in one transaction."""
        gone = (name.rpartition(":")[::2] for name in batch.gone)
        with self._connection:
            self._forget([*gone, *((each.kind, each.key) for each in batch.documents)])
            for document in batch.documents:
                values = _row(document)
                number = self._connection.execute(_INSERT, values).lastrowid
                self._connection.execute(_INDEX, (number, *values[5:]))
            self._lexicon.add([(document.title, document.body) for document in batch.documents])

    def search(self, question: Question) -> list[Hit]:
        """Find documents among the newest matches."""
        values = {
            "places": json.dumps(list(question.places)), "most": max(MOST_CANDIDATES, question.most),
            "since": LONG_AGO if question.since is None else question.since,
            "until": FAR_AHEAD if question.until is None else question.until,
        }  # fmt: skip
        try:
            rows = self._candidates(question, values)
        except sqlite3.DatabaseError as error:
            raise Unready(str(error)) from error
        ordered = sorted(rows, key=lambda row: (-row[5], -row[1])) if question.newest else self._ranked(question, rows)
        return [Hit(*row[:3]) for row in ordered[: question.most]]

    def counts(self, words: Sequence[str]) -> Mapping[str, int]:
        """Count the documents that hold each word."""
        return self._lexicon.counts(words)

    def similar(self, word: str) -> list[str]:
        """List words of the index that are a slip or two away."""
        return self._lexicon.similar(word)

    def size(self) -> int:
        """Count the documents."""
        return int(self._connection.execute("SELECT count(*) FROM document").fetchone()[0])

    def tidy(self) -> None:
        """Merge the index into one piece, without what was taken out of it."""
        with self._connection:
            self._connection.execute("INSERT INTO search (search) VALUES ('optimize')")
        self._lexicon.prune()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _forget(self, names: Sequence[tuple[str, Any]]) -> None:
        old = [row for name in names for row in self._connection.execute(_OLD, name)]
        self._connection.executemany(
            "INSERT INTO search (search, rowid, title, body, facets) VALUES ('delete', ?, ?, ?, ?)", old
        )
        self._connection.executemany("DELETE FROM document WHERE id = ?", [row[:1] for row in old])
        self._lexicon.add([(title.split(), body.split()) for _id, title, body, _facets in old], -1)

    def _candidates(self, question: Question, values: dict[str, Any]) -> list[Any]:
        """List the newest matches, and those in titles however old."""
        match = _match(question)
        if not match:
            return self._connection.execute(_BY_TIME, values).fetchall()
        found = {row[:2]: row for row in self._connection.execute(_MATCHES, values | {"match": match})}
        if len(found) >= values["most"] and question.ways and not question.newest:
            in_titles = self._connection.execute(_MATCHES, values | {"match": _match(question, in_title=True)})
            found.update((row[:2], row) for row in in_titles)
        return list(found.values())

    def _ranked(self, question: Question, rows: list[Any]) -> list[Any]:
        weight = weights(question, self.counts(question.words), 1_000_000)
        scored = [(score(question, weight, row[3].split(), row[4].split()), row[5], row) for row in rows]
        return [row for _score, _at, row in sorted(scored, key=lambda found: (found[0], found[1]), reverse=True)]


def _row(document: Document) -> tuple[Any, ...]:
    return (
        document.kind, document.key, document.group, document.place, document.at,
        " ".join(document.title), " ".join(document.body),
        " ".join(map(_facet, [*document.facets, *map(_titled, document.title)])),
    )  # fmt: skip


def _facet(facet: str) -> str:
    """Write a facet, which may hold any sign, as one word of FTS5's."""
    return "x" + hashlib.blake2s(facet.encode(), digest_size=8).hexdigest()


def _match(question: Question, *, in_title: bool = False) -> str:
    """Say a question in FTS5's language; every word stands in quotes."""
    parts = []
    if question.ways:
        ways = (" AND ".join(_way(way, in_title=in_title)) for way in question.ways)
        parts.append("(" + " OR ".join(f"({way})" for way in ways) + ")")
    parts += ["facets : (" + " OR ".join(f'"{_facet(facet)}"' for facet in any_of) + ")" for any_of in question.facets]
    if not parts:
        return ""
    without = [_clause(clause) for clause in question.without]
    without += [f'facets : "{_facet(facet)}"' for facet in question.facets_without]
    return "(" + " AND ".join(parts) + ")" + "".join(f" NOT ({each})" for each in without)


def _way(way: Sequence[Clause], *, in_title: bool) -> list[str]:
    """List what must be there; words of titles are facets too, so that they need not be looked for in all texts."""
    titled = [f'facets : "{_facet(_titled(word))}"' for clause in way for word in clause] if in_title else []
    return [*map(_clause, way), *titled]


def _titled(word: str) -> str:
    """Mark a word of a title."""
    return f"={word}"


def _clause(words: Clause) -> str:
    return '{title body} : "' + " ".join(word.replace('"', "") for word in words) + '"'
