"""Where the words that were looked for stand: excerpts with the hits in them, as pieces that a template escapes."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from forum.search.analysis import Token, tokens

AROUND = 240
BEFORE = 60

Pieces: TypeAlias = list[tuple[str, bool]]
"""Text in pieces, each with whether it is what was looked for."""


def marked(text: str, terms: Iterable[str]) -> Pieces:
    """Cut a text into what was looked for and what stands between."""
    wanted = frozenset(terms)
    return _pieces(text, [token for token in tokens(text) if token.term in wanted])


def excerpt(text: str, terms: Iterable[str], around: int = AROUND) -> Pieces:
    """Cut out the part of a text where most of the terms stand together."""
    wanted = frozenset(terms)
    there = [token for token in tokens(text) if token.term in wanted]
    start = max(_best_start(there, around) - BEFORE, 0)
    start, end = _at_word(text, start), _before_word(text, start + around)
    inside = [Token(token.term, token.start - start, token.end - start) for token in there if start <= token.start]
    cut = text[start:end]
    pieces = _pieces(cut, [token for token in inside if token.end <= len(cut)])
    return [*([("… ", False)] if start else []), *pieces, *([(" …", False)] if end < len(text) else [])]


def surface(text: str, term: str) -> str | None:
    """Give the form in which a term stands in a text."""
    return next((text[token.start : token.end] for token in tokens(text) if token.term == term), None)


def _best_start(there: Sequence[Token], around: int) -> int:
    """Find where a window of this size holds the most different terms."""
    best, place = 0, 0
    for token in there[:400]:
        window = {each.term for each in there if token.start <= each.start < token.start + around - BEFORE}
        if len(window) > best:
            best, place = len(window), token.start
    return place


def _pieces(text: str, hits: Sequence[Token]) -> Pieces:
    pieces, at = [], 0
    for hit in hits:
        pieces += [(text[at : hit.start], False), (text[hit.start : hit.end], True)]
        at = hit.end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def _at_word(text: str, place: int) -> int:
    """Move forward to the beginning of a word."""
    return text.find(" ", place) + 1 if place and " " in text[place : place + 40] else place


def _before_word(text: str, place: int) -> int:
    """Move back to the end of a word."""
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", max(place - 40, 0), place)
    return space if space > 0 else place
