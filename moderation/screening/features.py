"""What the classifier counts in a text: words, pairs of words, parts of words, and how it is written.

Training and scoring read a text by this same function, so that a model means the same in both. Nothing here needs
more than the standard library.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from moderation.screening.unmasking import fold

LONGEST = 6000
"""Letters that are looked at: half of them from the start, half from the end, where spam likes to stand."""
SHORTEST_PART, LONGEST_PART = 3, 5
LONGEST_WORD = 24

_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\s?\.\s?(?:com|net|org|info|ru|biz|io|co|me|tv|ly|be)\b(?:/\S*)?")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[!?]+|[$€£]")
_DIGITS = re.compile(r"\d+")
_RUN = re.compile(r"(.)\1{2,}")


def features(text: str) -> Iterator[str]:
    """Give every feature of a text, as often as it stands there."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}"
    yield from _manner(text)
    plain, links = _LINK.subn(" linklink ", fold(text))
    yield from ("#link",) * min(links, 3)
    words = [_even(word) for word in _TOKEN.findall(plain)]
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))
    yield from _parts(words)


def _even(word: str) -> str:
    """Write numbers and drawn-out words one way."""
    return _RUN.sub(r"\1\1", _DIGITS.sub("0", word))[:LONGEST_WORD]


def _parts(words: Iterable[str]) -> Iterator[str]:
    """Give the parts of words, marked so that a beginning is not taken for a middle."""
    for word in words:
        if word[0].isalpha():
            edged = f"_{word}_"
            for size in range(SHORTEST_PART, LONGEST_PART + 1):
                for start in range(len(edged) - size + 1):
                    yield edged[start : start + size]


def _manner(text: str) -> Iterator[str]:
    """Tell how a text is written, whatever it says."""
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) >= 8 and sum(map(str.isupper, letters)) > 0.6 * len(letters):
        yield "#capitals"
    yield f"#length{min(len(text) // 80, 8)}"
