"""Turns foreign texts into sources and HTML of ours, in processes of their own: most of an import's work.

Every text takes the house's own road: made storable, written in our Markdown, rendered, sanitized twice.
"""

import os
import re
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import connection, get_context, parent_process
from typing import TypeVar

from forum.core.text import SOURCE_LIMIT, Picture, clean_source, render
from forum.core.text.foreign import from_html
from forum.importing.rows import storable

WORKERS = max(1, min(8, os.cpu_count() or 1))
AHEAD = 2 * WORKERS
LONGEST_EXCERPT = 300
CUT = "\n\n[…]"
EMPTY = "…"
FENCE = "~~~~~~~~"
FEW = 300

# What our Markdown does not read as the other side did: its HTML, and headings without a space.
_FOREIGN = re.compile(r"<(?!https?:|mailto:)[a-zA-Z/!]|^#{1,6}[^#\s]", re.MULTILINE)
_CODE = re.compile(r"`[^`\n]+`|^(?: {4}|\t).*$", re.MULTILINE)
_RELATIVE = re.compile(r"""((?:href|src)=["'])(/(?!/)[^"']*)""", re.IGNORECASE)
_NO_SCHEME = re.compile(r"""((?:href|src)=["'])//""", re.IGNORECASE)
_RELATIVE_LINK = re.compile(r"(\]\(|^\s{0,3}\[[^\]\n]+\]:\s*)(/(?!/))", re.MULTILINE)

K = TypeVar("K")
Submit = Callable[[Sequence["Text"]], Callable[[], list["Typeset"]]]


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it came. `names` are members of ours, casefolded, whom it may mention, with their addresses.

    `home` is the address of the site that its relative links are meant for.
    """

    html: str | None
    markdown: str | None
    names: Mapping[str, str]
    home: str
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Typeset:
    """A text as we keep it; `faults` says what had to be changed to keep it."""

    source: str
    html: str
    excerpt: str
    earlier: tuple[str, ...]
    faults: tuple[str, ...]


class Participants:
    """A resolver that knows those who write in the thread."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def mentions(self, names: Sequence[str]) -> Mapping[str, str]:
        """Give the address of each name that is one of theirs."""
        return {name: self._names[name.casefold()] for name in names if name.casefold() in self._names}

    def pictures(self, keys: Sequence[str]) -> Mapping[str, Picture]:
        """Give nothing: what looks like a key of ours is not."""
        return {}


def set_all(texts: Sequence[Text]) -> list[Typeset]:
    """Set some texts; one that breaks the setter is kept letter by letter."""
    return [_guarded(text) for text in texts]


def set_one(text: Text) -> Typeset:
    """Set one text: its Markdown where ours reads it alike, else its HTML turned into Markdown."""
    faults: list[str] = []
    source = _fitted(_source(text), faults)
    rendered = render(source, resolve=Participants(text.names))
    earlier = tuple(_fitted(_at_home(words, text.home), []) for words in text.earlier)
    return Typeset(source, rendered.html, rendered.excerpt[:LONGEST_EXCERPT], earlier, tuple(faults))


def _guarded(text: Text) -> Typeset:
    try:
        return set_one(text)
    except Exception as error:  # one text of a hundred thousand must not stop the others
        words = (text.markdown or text.html or "").replace(FENCE, "")[: SOURCE_LIMIT // 2]
        kept = set_one(Text(None, f"{FENCE}\n{words}\n{FENCE}", {}, ""))
        return replace(kept, faults=(f"The text cannot be read ({error}); it is kept as it was typed.",))


def reads_alike(markdown: str) -> bool:
    """Tell whether our Markdown reads this as the other side's did."""
    return not _FOREIGN.search(_CODE.sub("", markdown))


def _source(text: Text) -> str:
    if text.markdown is not None and (text.html is None or reads_alike(text.markdown)):
        return _at_home(text.markdown, text.home)
    html = _NO_SCHEME.sub(r"\1https://", text.html or "")
    return from_html(_RELATIVE.sub(lambda link: f"{link[1]}{text.home}{link[2]}", html) if text.home else html)


def _at_home(markdown: str, home: str) -> str:
    return _RELATIVE_LINK.sub(lambda link: f"{link[1]}{home}{link[2]}", markdown) if home else markdown


def _fitted(text: str, faults: list[str]) -> str:
    source = clean_source(storable(text), len(text) * 4 + 1).strip()
    if len(source) > SOURCE_LIMIT:
        faults.append(f"The text is {len(source)} characters long; it is cut to {SOURCE_LIMIT}.")
        source = source[: SOURCE_LIMIT - len(CUT)].rstrip() + CUT
    if not source:
        faults.append("The post has no words; it shows as “…”.")
    return source or EMPTY


class Typesetters:
    """The processes; they start with the first site that has more than a few texts."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn"), initializer=_sit_down)
        self._busy = False

    def __enter__(self) -> "Typesetters":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def for_site(self, posts: int) -> Submit:
        """Give a function that begins to set texts, and gives one that waits for them."""
        self._busy = self._busy or posts > FEW
        if self._busy:
            return lambda texts: self._pool.submit(set_all, texts).result
        return lambda texts: partial(set_all, texts)


def set_ahead(submit: Submit, batches: Iterable[tuple[K, Sequence[Text]]]) -> Iterator[tuple[K, list[Typeset]]]:
    """Give every batch with its texts set, in order, some batches ahead of whoever takes them."""
    waiting: deque[tuple[K, Callable[[], list[Typeset]]]] = deque()
    for key, texts in batches:
        waiting.append((key, submit(texts)))
        if len(waiting) > AHEAD:
            first, finish = waiting.popleft()
            yield first, finish()
    while waiting:
        first, finish = waiting.popleft()
        yield first, finish()


def _sit_down() -> None:
    """Leave Ctrl-C to the parent, and go when it goes: a killed parent tells nobody."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_go_with, args=[parent.sentinel], daemon=True).start()


def _go_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
