"""What an edit changed, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Kind = Literal["same", "gone", "new"]

WORK = 250_000
"""The most pairs of words that are compared in one go; above it the whole stretch counts as changed."""

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


class Run(NamedTuple):
    """A stretch of text and whether the edit kept, removed or added it."""

    kind: Kind
    text: str


def diff(before: str, after: str) -> list[Run]:
    """Give the runs that lead from one text to the other: lines first, then words in changed lines."""
    runs: list[Run] = []
    for kind, old, new in _compare(_LINES.findall(before), _LINES.findall(after)):
        if kind == "equal":
            _add(runs, "same", old)
            continue
        for inner, gone, added in _compare(_WORDS.findall(old), _WORDS.findall(new)):
            if inner == "equal":
                _add(runs, "same", gone)
            else:
                _add(runs, "gone", gone)
                _add(runs, "new", added)
    return runs


def _compare(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head:
        yield "equal", "".join(old[:head]), "".join(new[:head])
    old_rest, new_rest = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(old_rest) * len(new_rest) > WORK:
        yield "replace", "".join(old_rest), "".join(new_rest)
    else:
        for kind, i1, i2, j1, j2 in SequenceMatcher(None, old_rest, new_rest, autojunk=False).get_opcodes():
            yield kind, "".join(old_rest[i1:i2]), "".join(new_rest[j1:j2])
    if tail:
        yield "equal", "".join(old[len(old) - tail :]), "".join(new[len(new) - tail :])


def _add(runs: list[Run], kind: Kind, text: str) -> None:
    if not text:
        return
    if runs and runs[-1].kind == kind:
        runs[-1] = Run(kind, runs[-1].text + text)
    else:
        runs.append(Run(kind, text))
