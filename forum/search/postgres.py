"""The engine of the scaled profile: PostgreSQL's own text search, over words that the analyser made.

GIN gives matches in no order, so a common word would mean reading and weighing half the table. Every document
therefore carries a word for the stretch of ids it lies in: the newest stretches are asked first, and only as many of
them as it takes to find enough candidates.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import func, select, text

from forum.core.db import db, read
from forum.core.transaction import transaction
from forum.search.engine import MOST_CANDIDATES, Batch, Clause, Document, Hit, Question
from forum.search.models import Indexed
from forum.search.spelling import MOST_LOOKED_AT, halves, nearest, reach

STRETCH = 4096
FEW = 2000
"""So many matches are read at once."""
ROUNDS = (2, 8, 32, 128)
"""How many stretches each round asks; the last one asks all the rest."""
APART = 10
"""Positions between title and body, so that no phrase lies across."""
LONG_AGO, FAR_AHEAD = -(2**62), 2**62
LAST_LETTER = "\U0010ffff"
_WEIGHTS = "{0.25, 0, 0, 1}"

_FORGET = text("DELETE FROM search_document WHERE edition_id = :edition AND kind = :kind AND key = ANY(:keys)")
_IDS = text("SELECT nextval(pg_get_serial_sequence('search_document', 'id')) FROM generate_series(1, :many)")
_PUT = text("""
INSERT INTO search_document (id, edition_id, kind, key, "group", place, at, vector)
VALUES (:id, :edition, :kind, :key, :group, :place, :at, CAST(:vector AS tsvector))
""")
_COUNT_WORDS = text("""
INSERT INTO search_word (edition_id, term, mirrored, documents)
SELECT :edition, term, reverse(term), many
FROM unnest(CAST(:terms AS varchar[]), CAST(:counts AS int[])) AS new (term, many)
ON CONFLICT (edition_id, term) DO UPDATE SET documents = search_word.documents + excluded.documents
""")
_SEEN = """
edition_id = :edition AND place = ANY(CAST(:places AS varchar[])) AND at >= :since AND at < :until AND id < :below
"""
_MATCHING = f"""
SELECT id, kind, key, "group", at, ts_rank('{_WEIGHTS}', vector, CAST(:wanted AS tsquery), 1) AS rank
FROM (SELECT * FROM search_document WHERE vector @@ CAST(:match AS tsquery) AND {_SEEN}
      ORDER BY id DESC LIMIT :most) AS candidate
"""  # noqa: S608 (constants only)
_TIMED = f"""
SELECT id, kind, key, "group", at, 0 AS rank FROM search_document WHERE {_SEEN} ORDER BY at DESC LIMIT :most
"""  # noqa: S608 (constants only)
_MATCHES, _BY_TIME = text(_MATCHING), text(_TIMED)
_COUNTS = text("SELECT term, documents FROM search_word WHERE edition_id = :edition AND term = ANY(:terms)")
_LIKE = text("""
(SELECT term FROM search_word WHERE edition_id = :edition AND term ~>=~ :start AND term ~<~ :start_past LIMIT :most)
UNION
(SELECT term FROM search_word
 WHERE edition_id = :edition AND mirrored ~>=~ :end AND mirrored ~<~ :end_past LIMIT :most)
""")
_SOME_WORDS = text("SELECT term FROM search_word WHERE edition_id = :edition AND term > :after ORDER BY term LIMIT 500")
_PRUNE = text("""
DELETE FROM search_word AS word WHERE edition_id = :edition AND term = ANY(:terms) AND NOT EXISTS (
  SELECT 1 FROM search_document AS document
  WHERE document.edition_id = word.edition_id AND vector @@ CAST('''' || word.term || '''' AS tsquery))
""")
_PLAN_EACH = text("SET plan_cache_mode = force_custom_plan")
_PLAN_AS_BEFORE = text("RESET plan_cache_mode")
_SIZE = text("SELECT count(*) FROM search_document WHERE edition_id = :edition")


class PostgreSQL:
    """One edition of the index, in the tables of the house."""

    def __init__(self, edition: int) -> None:
        self._edition = edition

    def write(self, batch: Batch) -> None:
        """Take a batch in, in one transaction."""
        _write(self._edition, batch)

    def search(self, question: Question) -> list[Hit]:
        """Find documents among the newest matches, weighed by ts_rank."""
        with _planned_for_its_words():
            return self._found(question)

    def _found(self, question: Question) -> list[Hit]:
        match, rows = _match(question), []
        values = {
            "edition": self._edition, "places": list(question.places), "wanted": _ways(question) or match,
            "since": LONG_AGO if question.since is None else question.since,
            "until": FAR_AHEAD if question.until is None else question.until,
        }  # fmt: skip
        most = max(MOST_CANDIDATES, question.most)
        if not match:
            rows = list(read().execute(_BY_TIME, {**values, "below": FAR_AHEAD, "most": most}))
        few = bool(question.ways) and self._expected(question) < FEW
        rows += self._newest_matches(match, values, most, few=few) if match else []
        if len(rows) >= most and question.ways and not question.newest:
            there = {row.id for row in rows}
            in_titles = self._newest_matches(_match(question, in_title=True), values, most)
            rows += [row for row in in_titles if row.id not in there]
        rows.sort(key=lambda row: (row.at, row.key) if question.newest else (row.rank, row.at), reverse=True)
        return [Hit(row.kind, row.key, row.group) for row in rows[: question.most]]

    def counts(self, words: Sequence[str]) -> Mapping[str, int]:
        """Count about how many documents hold each word."""
        rows = read().execute(_COUNTS, {"edition": self._edition, "terms": list(words)})
        return {row.term: row.documents for row in rows}

    def similar(self, word: str) -> list[str]:
        """List words of the index that are a slip or two away."""
        if not reach(word):
            return []
        start, end = halves(word)
        mirrored = end[::-1]
        values = {"edition": self._edition, "most": MOST_LOOKED_AT, "start": start, "start_past": start + LAST_LETTER}
        found = read().scalars(_LIKE, {**values, "end": mirrored, "end_past": mirrored + LAST_LETTER})
        return nearest(word, found)

    def size(self) -> int:
        """Count the documents."""
        return int(read().scalar(_SIZE, {"edition": self._edition}) or 0)

    def tidy(self) -> None:
        """Forget words that no document holds any more; what was taken out of the table is PostgreSQL's to vacuum."""
        after = ""
        while terms := list(read().scalars(_SOME_WORDS, {"edition": self._edition, "after": after})):
            after = terms[-1]
            _prune(self._edition, terms)

    def close(self) -> None:
        """Hold nothing, so let go of nothing."""

    def _expected(self, question: Question) -> int:
        """Guess from counts how many documents have the words of one of the ways."""
        counts = self.counts(question.words)
        return sum(min(counts.get(word, 0) for clause in way for word in clause) for way in question.ways)

    def _newest_matches(self, match: str, values: dict[str, Any], most: int, *, few: bool = False) -> list[Any]:
        """List the newest matches, and no more of them than are wanted: stretch by stretch, a few at once."""
        rows: list[Any] = []
        for stretch, below in [("", FAR_AHEAD)] if few else self._rounds():
            narrowed = f"({match}) & ({stretch})" if stretch else match
            asked = {**values, "match": narrowed, "below": below, "most": most - len(rows)}
            rows += read().execute(_MATCHES, asked)
            if len(rows) >= most:
                break
        return rows

    def _rounds(self) -> list[tuple[str, int]]:
        """List the rounds: the words of the stretches to ask, and the id below which they lie."""
        top = (read().scalar(select(func.max(Indexed.id))) or 0) // STRETCH
        rounds, below = [], FAR_AHEAD
        for many in ROUNDS:
            stretches = range(top, max(top - many, -1), -1)
            rounds.append((" | ".join(_quoted(_stretch(self._edition, each)) for each in stretches), below))
            top -= many
            below = (top + 1) * STRETCH
            if top < 0:
                return rounds
        return [*rounds, ("", below)]


@contextmanager
def _planned_for_its_words() -> Iterator[None]:
    """Plan a search for its own words: a plan for any words takes common and rare ones alike, and is good for neither.

    Everything else in the house is planned once (core/db.py).
    """
    read().execute(_PLAN_EACH)
    try:
        yield
    finally:
        read().execute(_PLAN_AS_BEFORE)


@transaction
def _write(edition: int, batch: Batch) -> None:
    connection = db.session.connection()
    names = [name.rpartition(":")[::2] for name in batch.gone] + [(each.kind, each.key) for each in batch.documents]
    keys: dict[str, list[int]] = {}
    for kind, key in names:
        keys.setdefault(str(kind), []).append(int(key))
    for kind, listed in keys.items():
        connection.execute(_FORGET, {"edition": edition, "kind": kind, "keys": listed})
    if not batch.documents:
        return
    ids = connection.scalars(_IDS, {"many": len(batch.documents)})
    rows = [_row(edition, number, document) for number, document in zip(ids, batch.documents, strict=True)]
    connection.execute(_PUT, rows)
    counts = Counter(word for document in batch.documents for word in {*document.title, *document.body})
    terms = sorted(counts)  # in one order everywhere, so that two who count do not wait for each other
    connection.execute(_COUNT_WORDS, {"edition": edition, "terms": terms, "counts": [counts[term] for term in terms]})


@transaction
def _prune(edition: int, terms: list[str]) -> None:
    db.session.execute(_PRUNE, {"edition": edition, "terms": terms})


def _row(edition: int, number: int, document: Document) -> dict[str, Any]:
    places: dict[str, list[str]] = {}
    for place, word in enumerate(document.title, 1):
        places.setdefault(word, []).append(f"{place}A")
    for place, word in enumerate(document.body, len(document.title) + APART):
        places.setdefault(word, []).append(str(place))
    marks = [
        *map(_titled, dict.fromkeys(document.title)),
        *map(_facet, document.facets),
        _stretch(edition, number // STRETCH),
    ]
    vector = [f"{_quoted(word)}:{','.join(where)}" for word, where in places.items()]
    return {
        "id": number, "edition": edition, "kind": document.kind, "key": document.key, "group": document.group,
        "place": document.place, "at": document.at, "vector": " ".join([*vector, *map(_quoted, marks)]),
    }  # fmt: skip


def _stretch(edition: int, number: int) -> str:
    return f":stretch:{edition}:{number}"


def _facet(facet: str) -> str:
    """Mark a facet, so that no word is taken for one."""
    return f":{facet}"


def _titled(word: str) -> str:
    """Mark a word of a title."""
    return f"={word}"


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _match(question: Question, *, in_title: bool = False) -> str:
    """Say a question in PostgreSQL's language of text search."""
    parts = [_ways(question, in_title=in_title)] if question.ways else []
    parts += ["(" + " | ".join(_quoted(_facet(each)) for each in any_of) + ")" for any_of in question.facets]
    if not parts:
        return ""
    parts += [f"!({_clause(clause)})" for clause in question.without]
    parts += [f"!{_quoted(_facet(facet))}" for facet in question.facets_without]
    return " & ".join(parts)


def _ways(question: Question, *, in_title: bool = False) -> str:
    ways = ["(" + " & ".join(_way(way, in_title=in_title)) + ")" for way in question.ways]
    return "(" + " | ".join(ways) + ")" if ways else ""


def _way(way: Sequence[Clause], *, in_title: bool) -> list[str]:
    """List what must be there; GIN knows no weights, so words of titles are in it once more."""
    titled = [_quoted(_titled(word)) for clause in way for word in clause] if in_title else []
    return [*map(_clause, way), *titled]


def _clause(words: Clause) -> str:
    return "(" + " <-> ".join(map(_quoted, words)) + ")"
