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
WEIGHING = BM25F(title_B=0.0)
"""Titles are weighed whatever their length: replies have none, so the usual length of a title is next to nothing."""
APART = "¶"
"""Stands between title and body, which are one field to look in, so that no phrase lies across."""
REFRESH_S = 0.25
MOST_TRIES = 3
MOST_WEIGHED = 8000
"""Whoosh weighs some 150,000 matches in a second."""
MEMORY_MB = 128
WATER = "highest.json"
PASSING = (ReaderClosed, FileNotFoundError, TypeError)
"""What a reader may raise while somebody commits; it is opened anew."""


def _schema() -> Schema:
    words = SpaceSeparatedTokenizer()
    return Schema(
        name=ID(stored=True, unique=True), group=STORED, at=NUMERIC(int, bits=64, sortable=True), place=ID,
        facets=KEYWORD, title=TEXT(analyzer=words, phrase=True), words=TEXT(analyzer=words, phrase=True),
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
            self._searcher = self._index.searcher(weighting=WEIGHING)
        except Exception as error:  # a torn index raises whatever its bytes lead to
            raise Unready(f"{type(error).__name__}: {error}") from error
        self._looked = monotonic()
        self._hidden: dict[tuple[str, ...], set[int]] = {}
        self._aged: dict[float, set[int]] = {}

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
                if not self._searcher.doc_count():
                    return []  # Whoosh asks an empty index more than it can answer
                return self._newest(wanted, question) if question.newest else self._best(wanted, question)
            except PASSING:
                self._open()
        raise Unready("the index cannot be read")

    def counts(self, words: Sequence[str]) -> Mapping[str, int]:
        """Count the documents that hold each word."""
        self.refresh()
        reader = self._searcher.reader()
        return {word: reader.doc_frequency("words", word) for word in words}

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
        """See what was committed, looking a few times a second at most."""
        if monotonic() - self._looked < REFRESH_S:
            return
        self._looked = monotonic()
        if not self._searcher.up_to_date():
            self._searcher = self._searcher.refresh()
            self._forget()

    def close(self) -> None:
        """Close the files."""
        self._searcher.close()
        self._index.close()
        self._words.close()

    def _open(self) -> None:
        with suppress(Exception):  # it is let go of, whatever state it is in
            self._searcher.close()
        self._index = index.open_dir(str(self._folder))
        self._searcher = self._index.searcher(weighting=WEIGHING)
        self._forget()

    def _forget(self) -> None:
        self._hidden.clear()
        self._aged.clear()

    def _best(self, wanted: query.Query, question: Question) -> list[Hit]:
        """Weigh what was found; of words that are everywhere only the newer posts, and all titles."""
        mask, share = self._unseen(question.places), self._share(question)
        found = self._weighed(wanted, mask | self._older(share), question.most)
        if share < 1:
            found |= self._weighed(_query(question, titles_only=True), mask, question.most)
        best = heapq.nlargest(question.most, ((weight, number) for number, weight in found.items()))
        return [self._hit(number) for _weight, number in best]

    def _weighed(self, wanted: query.Query, mask: set[int], most: int) -> dict[int, float]:
        found = self._searcher.search(wanted, limit=most, mask=mask or None)
        return {number: weight for weight, number in found.top_n}

    def _share(self, question: Question) -> float:
        """Tell which share of the posts is weighed: a half, a quarter, ... where there would be far too many."""
        reader = self._searcher.reader()
        matches = sum(min(reader.doc_frequency("words", clause[0]) for clause in way) for way in question.ways)
        share = 1.0
        while matches * share > MOST_WEIGHED:
            share /= 2
        return share

    def _older(self, share: float) -> set[int]:
        """Give the posts older than the newest share of all; kept while nothing is committed."""
        if share == 1:
            return set()
        if share not in self._aged:
            times = self._searcher.reader().column_reader("at")
            aged = [(times[number], number) for number in range(self._searcher.doc_count_all())]
            last = heapq.nlargest(max(int(len(aged) * share), 1), aged)[-1]
            self._aged[share] = {number for at, number in aged if (at, number) < last}
        return self._aged[share]

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
        return self._hidden[key]

    def _highest(self) -> dict[str, int]:
        path = self._folder / WATER
        return json.loads(path.read_text()) if path.exists() else {}


def _row(document: Document) -> dict[str, Any]:
    return {
        "name": document.name, "group": document.group, "at": document.at, "place": document.place,
        "facets": " ".join(document.facets), "title": " ".join(document.title),
        "words": " ".join([*document.title, APART, *document.body]),
    }  # fmt: skip


def _query(question: Question, *, titles_only: bool = False) -> query.Query:
    """Say a question in Whoosh's terms; filters weigh nothing."""
    ways = [_way(way, "title" if titles_only else "words") for way in question.ways]
    filters = [query.Or([query.Term("facets", facet) for facet in any_of]) for any_of in question.facets]
    if question.since is not None or question.until is not None:
        filters.append(query.NumericRange("at", question.since, question.until, endexcl=True))
    without = [_clause("words", clause) for clause in question.without]
    without += [query.Term("facets", facet) for facet in question.facets_without]
    wanted: query.Query = query.Or(ways) if len(ways) > 1 else ways[0] if ways else query.Every()
    if filters:
        narrow = query.And(filters)
        wanted = query.And([wanted, query.ConstantScoreQuery(narrow, 0.0)]) if ways else narrow
    return query.AndNot(wanted, query.Or(without)) if without else wanted


def _way(way: Sequence[Clause], field: str) -> query.Query:
    """Look for every clause in a field; what stands in the title counts once more, many times over."""
    every = query.And([_clause(field, clause) for clause in way])
    return query.AndMaybe(every, query.Or([_clause("title", clause, TITLE_WEIGHT) for clause in way]))


def _clause(field: str, words: Clause, weight: float = 1.0) -> query.Query:
    if len(words) == 1:
        return query.Term(field, words[0], boost=weight)
    return query.Phrase(field, list(words), boost=weight)
