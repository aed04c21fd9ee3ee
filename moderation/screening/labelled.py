"""Labelled texts to learn from: sets in a folder, and what this community decided and wrote itself."""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Any

TASKS = {"toxicity": "abuse", "abuse": "abuse", "hate": "abuse", "spam": "spam"}
"""What sets call what we call abuse and spam."""
ORDINARY, DECIDED = "ordinary posts", "decisions"
TEST_SHARE = 6
"""Of a set without a test part of its own, each sixth text is kept for the test."""
LIGHT = 0.1


@dataclass(frozen=True, slots=True)
class Sample:
    """One text and whether it is bad; `test` ones are never learned from, `made` ones never measured."""

    text: str
    bad: bool
    source: str
    test: bool = False
    weight: float = 1.0
    made: bool = False


def samples_in(folder: Path, task: str) -> Iterator[Sample]:
    """Give the samples of all sets for a task: JSON lines with text, label and task, a folder or a file for each set.

    A file whose name begins with "test" is a test part. Character ranges that say what makes a text bad give
    two more samples: the ranges alone are bad, and what is left without them is good.
    """
    for path in sorted([*folder.rglob("*.jsonl"), *folder.rglob("*.jsonl.gz")]):
        parts = path.name.startswith(("train", "test"))
        source = path.parent.name if parts or path.parent != folder else path.name.split(".")[0]
        for row in _rows(path):
            if TASKS.get(row.get("task", ""), "") == task and row.get("text"):
                test = path.name.startswith("test") if parts else in_test(row["text"])
                yield from _of(row, source, test=test)


def in_test(text: str) -> bool:
    """Tell whether a text belongs to the test part; the same text always does."""
    return int(sha1(text.encode(), usedforsecurity=False).hexdigest()[:8], 16) % TEST_SHARE == 0


def _of(row: dict[str, Any], source: str, *, test: bool) -> Iterator[Sample]:
    text, bad = str(row["text"]), bool(row["label"])
    yield Sample(text, bad, source, test)
    spans = [(int(start), int(end)) for start, end in row.get("spans") or ()]
    if bad and spans and not test:
        ranges = " ".join(text[start:end] for start, end in spans)
        yield Sample(ranges, True, f"{source}, ranges", weight=LIGHT, made=True)
        yield Sample(_without(text, spans), False, source, made=True)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    kept, last = [], 0
    for start, end in sorted(spans):
        kept.append(text[last:start])
        last = max(last, end)
    return " ".join([*kept, text[last:]])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else Path.open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
