"""The embedded engine: an index of Whoosh's in a folder, for communities up to some hundred thousand posts.

Whoosh's own query parser, stemmer and stored texts are not used; its files are pickles, so an index is only ever
opened where nobody but us can have written it (forum.search.shelf). Measured ways of Whoosh 2.7.4: adding a document
costs a fifteenth of updating one, opening a large segment a tenth of a second.
"""

import heapq
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh import index, query
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema
from whoosh.reading import ReaderClosed
from whoosh.scoring import BM25F

from forum.core.clock import monotonic
from forum.search.engine import Batch, Clause, Document, Hit, Question, Unready
from forum.search.lexicon import Lexicon, connect

TITLE_WEIGHT = 4.0
REFRESH_S = 1.0
MOST_TRIES = 3
MEMORY_MB = 128
WATER = "highest.json"
PASSING = (ReaderClosed, FileNotFoundError, TypeError)
"""What a reader may raise while somebody commits; it is opened anew."""


def _schema() -> Schema:
    words = SpaceSeparatedTokenizer()
    return Schema(
        name=ID(stored=True, unique=True), group=STORED, at=NUMERIC(int, bits=64, sortable=True), place=ID,
        facets=KEYWORD, title=TEXT(analyzer=words, phrase=True), body=TEXT(analyzer=words, phrase=True),
    )  # fmt: skip


class Whoosh:
    """An index in a folder; one process at a time writes it, others may read it meanwhile."""

    def __init__(self, folder: Path, *, create: bool) -> None:
        self._folder = folder
        try:
            there = index.exists_in(str(folder)) or not create
            self._index = index.open_dir(str(folder)) if there else index.create_in(str(folder), _schema())
            self._words = connect(folder / "words.db")
            self._lexicon = Lexicon(self._words)
            self._searcher = self._index.searcher(weighting=BM25F(title_B=0.3))
        except Exception as error:  # a torn index raises whatever its bytes lead to
            raise Unready(f"{type(error).__name__}: {error}") from error
        self._looked = monotonic()
        self._hidden: dict[tuple[str, ...], set[int] | None] = {}

    def write(self, batch: Batch) -> None:
        """Take a batch in; documents that are surely new are added without looking for older ones."""
        highest = self._highest()
        known = [each.name for each in batch.documents if each.key <= highest.get(each.kind, 0)]
        with self._index.writer(limitmb=MEMORY_MB) as writer:
            if known or batch.gone:
                writer.delete_by_query(query.Or([query.Term("name", name) for name in (*known, *batch.gone)]))
            for document in batch.documents:
                writer.add_document(**_row(document))
                highest[document.kind] = max(document.key, highest.get(document.kind, 0))
            (self._folder / WATER).write_text(json.dumps(highest))  # before it commits: too high only costs time
        self._looked = 0.0
        with self._words:
            self._lexicon.add([(document.title, document.body) for document in batch.documents])

    def search(self, question: Question) -> list[Hit]:
        """Find documents, weighed by BM25F, a word in the title several times over."""
        wanted = _query(question)
        for _again in range(MOST_TRIES):
            try:
                self.refresh()
                return self._newest(wanted, question) if question.newest else self._best(wanted, question)
            except PASSING:
                self._open()
        raise Unready("the index cannot be read")

    def counts(self, words: Sequence[str]) -> Mapping[str, int]:
        """Count the documents that hold each word."""
        self.refresh()
        reader = self._searcher.reader()
        return {word: reader.doc_frequency("title", word) + reader.doc_frequency("body", word) for word in words}

    def similar(self, word: str) -> list[str]:
        """List words of the index that are a slip or two away."""
        return self._lexicon.similar(word)

    def size(self) -> int:
        """Count the documents."""
        return int(self._index.doc_count())

    def tidy(self) -> None:
        """Write the index anew as one segment, without what was taken out of it."""
        self._index.optimize()
        self._open()
        self._lexicon.prune(lambda word: any(self.counts([word]).values()))

    def refresh(self) -> None:
        """See what was committed, at most once a second."""
        if monotonic() - self._looked < REFRESH_S:
            return
        self._looked = monotonic()
        if not self._searcher.up_to_date():
            self._searcher = self._searcher.refresh()
            self._hidden.clear()

    def close(self) -> None:
        """Close the files."""
        self._searcher.close()
        self._index.close()
        self._words.close()

    def _open(self) -> None:
        with suppress(Exception):  # it is let go of, whatever state it is in
            self._searcher.close()
        self._index = index.open_dir(str(self._folder))
        self._searcher = self._index.searcher(weighting=BM25F(title_B=0.3))
        self._hidden.clear()

    def _best(self, wanted: query.Query, question: Question) -> list[Hit]:
        mask = self._unseen(question.places)
        found = self._searcher.search(wanted, limit=question.most, mask=mask or None)
        return [self._hit(number) for _score, number in found.top_n]

    def _newest(self, wanted: query.Query, question: Question) -> list[Hit]:
        """Take the newest by their times, which lie in a column; the order of numbers changes when segments merge."""
        mask, times = self._unseen(question.places), self._searcher.reader().column_reader("at")
        timed = ((times[number], number) for number in self._numbers(wanted) if number not in mask)
        newest = [(at, self._hit(number)) for at, number in heapq.nlargest(question.most, timed)]
        return [hit for _at, hit in sorted(newest, key=lambda each: (each[0], each[1].key), reverse=True)]

    def _numbers(self, wanted: query.Query) -> Iterator[int]:
        for searcher, offset in self._searcher.leaf_searchers():
            for number in wanted.docs(searcher):
                yield number + offset

    def _hit(self, number: int) -> Hit:
        stored = self._searcher.stored_fields(number)
        kind, _, key = stored["name"].partition(":")
        return Hit(kind, int(key), stored["group"])

    def _unseen(self, places: Sequence[str]) -> set[int]:
        """Give the documents in places that the asker does not see; kept while nothing is committed."""
        key = tuple(sorted(places))
        if key not in self._hidden:
            there = {term.decode() for term in self._searcher.reader().lexicon("place")}
            hidden = query.Or([query.Term("place", place) for place in there.difference(places)])
            self._hidden[key] = set(self._numbers(hidden)) if hidden.subqueries else set()
        return self._hidden[key] or set()

    def _highest(self) -> dict[str, int]:
        path = self._folder / WATER
        return json.loads(path.read_text()) if path.exists() else {}


def _row(document: Document) -> dict[str, Any]:
    return {
        "name": document.name, "group": document.group, "at": document.at, "place": document.place,
        "facets": " ".join(document.facets), "title": " ".join(document.title), "body": " ".join(document.body),
    }  # fmt: skip


def _query(question: Question) -> query.Query:
    """Say a question in Whoosh's terms; filters weigh nothing."""
    ways = [query.And([_clause(clause) for clause in way]) for way in question.ways]
    filters = [query.Or([query.Term("facets", facet) for facet in any_of]) for any_of in question.facets]
    if question.since is not None or question.until is not None:
        filters.append(query.NumericRange("at", question.since, question.until, endexcl=True))
    without = [_clause(clause) for clause in question.without]
    without += [query.Term("facets", facet) for facet in question.facets_without]
    wanted: query.Query = query.Or(ways) if len(ways) > 1 else ways[0] if ways else query.Every()
    if filters:
        narrow = query.And(filters)
        wanted = query.And([wanted, query.ConstantScoreQuery(narrow, 0.0)]) if ways else narrow
    return query.AndNot(wanted, query.Or(without)) if without else wanted


def _clause(words: Clause) -> query.Query:
    if len(words) == 1:
        return query.Or([query.Term("title", words[0], boost=TITLE_WEIGHT), query.Term("body", words[0])])
    return query.Or([query.Phrase("title", list(words), boost=TITLE_WEIGHT), query.Phrase("body", list(words))])
