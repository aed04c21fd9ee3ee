"""Compares what our tables say with the counters that a Stack Exchange dump brings along."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from forum.importing import dump, tallying
from forum.importing.queries import known
from forum.importing.rows import Malformed, Row, split_tags
from forum.importing.stackexchange import ANSWER, QUESTION
from forum.importing.staging import in_batches

AT_ONCE = 300
SHOWN = 5
COUNTERS = {"Posts.Score", "Posts.CommentCount", "Posts.AnswerCount", "Comments.Score", "Tags.Count"}

Pair = tuple[str, int, object, object]
"""What is compared, the line in the dump, what the dump says and what we say."""


@dataclass(slots=True)
class Finding:
    """How many rows of one attribute were compared, and those that differ."""

    what: str
    rows: int = 0
    differing: list[str] = field(default_factory=list)

    def line(self) -> str:
        """Tell it in a line."""
        if not self.differing:
            return f"  {self.what:32} {self.rows:7,} rows, all equal"
        shown = "; ".join(self.differing[:SHOWN])
        return f"  {self.what:32} {self.rows:7,} rows, {len(self.differing):,} DIFFER: {shown}"


def audit(folder: Path, site: str) -> list[Finding]:
    """Compare every row of a dump with our tables."""
    found: dict[str, Finding] = {}
    for what, line, theirs, ours in _pairs(folder, site):
        if theirs is None and what in COUNTERS:
            continue  # it claims nothing
        finding = found.setdefault(what, Finding(what))
        finding.rows += 1
        if theirs != ours:
            finding.differing.append(f"line {line}: theirs {theirs}, ours {ours}")
    return list(found.values())


def _pairs(folder: Path, site: str) -> Iterator[Pair]:
    complete = {name: dump.find(folder, name) is not None for name in ("Comments", "Votes")}
    for rows in in_batches(_rows(folder, "Posts"), AT_ONCE):
        yield from _posts(site, rows, complete)
    for rows in in_batches(_rows(folder, "Comments"), AT_ONCE):
        yield from _comments(site, rows)
    counts = tallying.tags(site)
    for row in _rows(folder, "Tags"):
        for name in split_tags(row.text_or("TagName", "")):
            yield "Tags.Count", row.line, _counter(row, "Count"), counts.get(name, 0)
    for rows in in_batches(_rows(folder, "Users"), AT_ONCE):
        here = known(site, "person", [row.key("Id") for row in rows])
        yield from (("Users", row.line, True, row.key("Id") in here) for row in rows)


def _posts(site: str, rows: Sequence[Row], complete: Mapping[str, bool]) -> Iterator[Pair]:
    rows = [row for row in rows if row.text_or("PostTypeId", "") in {QUESTION, ANSWER}]
    here = known(site, "post", [row.key("Id") for row in rows])
    accepted = known(site, "post", [row.text_or("AcceptedAnswerId", "") for row in rows])
    ids = list(here.values())
    scores, comments, heads = tallying.scores(ids), tallying.comments(ids), tallying.heads(ids)
    for row in rows:
        number = here.get(row.key("Id"))
        yield "Posts", row.line, True, number is not None
        if number is None:
            continue
        yield "Posts.Score", row.line, _counter(row, "Score"), scores.get(number, 0)
        if complete["Comments"]:
            yield "Posts.CommentCount", row.line, _counter(row, "CommentCount"), comments.get(number, 0)
        if row.text_or("PostTypeId", "") == QUESTION:
            yield from _head(row, heads[number], accepted)


def _head(row: Row, head: tallying.Head, accepted: Mapping[str, int]) -> Iterator[Pair]:
    yield "Posts.AnswerCount", row.line, _counter(row, "AnswerCount"), head.answers
    yield "Posts.AcceptedAnswerId", row.line, accepted.get(row.text_or("AcceptedAnswerId", "")), head.answer_id
    yield "Posts.ClosedDate", row.line, _said(row.moment_or_none, "ClosedDate"), head.closed_at
    yield "Posts.Tags", row.line, split_tags(row.text_or("Tags", "")), head.tags


def _comments(site: str, rows: Sequence[Row]) -> Iterator[Pair]:
    here = known(site, "post", [f"c{row.key('Id')}" for row in rows])
    parents = known(site, "post", {row.text_or("PostId", "") for row in rows})
    scores, targets = tallying.scores(list(here.values())), tallying.targets(list(here.values()))
    for row in rows:
        number, parent = here.get(f"c{row.key('Id')}"), parents.get(row.text_or("PostId", ""))
        if parent is not None:
            yield "Comments.PostId", row.line, parent, targets.get(number or 0)
            yield "Comments.Score", row.line, _counter(row, "Score"), scores.get(number or 0, 0)


def _rows(folder: Path, name: str) -> Iterator[Row]:
    """Give the rows of a table that can be read, each id once; the import has told of the others."""
    path, seen = dump.find(folder, name), set[str]()
    for row in dump.rows(path, lambda *_: None) if path else ():
        key = _said(row.key_or_none, "Id")
        if isinstance(key, str) and key not in seen:
            seen.add(key)
            yield row


def _counter(row: Row, name: str) -> object:
    return _said(row.number, name) if name in row.values else None


def _said(value: Callable[[str], object], name: str) -> object:
    """Give what a row says, or what is wrong with it: that equals nothing of ours."""
    try:
        return value(name)
    except Malformed as error:
        return error
