"""What the classifier counts in a text: words, pairs of words, parts of words, and how it is written.

Training and scoring read a text by this same function, so that a model means the same in both. Nothing here needs
more than the standard library.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
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


def features(text: str) -> list[str]:
    """List every feature of a text, as often as it stands there."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}"
    plain, links = _LINK.subn(" linklink ", fold(text))
    words = [_even(word) for word in _TOKEN.findall(plain)]
    found = [*_manner(text), *("#link",) * min(links, 3), *words]
    found += [f"{first} {second}" for first, second in pairwise(words)]
    for word in words:
        found += _parts(word)
    return found


def _even(word: str) -> str:
    """Write numbers and drawn-out words one way."""
    if word.isalpha() and len(word) <= SHORTEST_PART:
        return word
    return _RUN.sub(r"\1\1", _DIGITS.sub("0", word))[:LONGEST_WORD]


@lru_cache(maxsize=8000)
def _parts(word: str) -> tuple[str, ...]:
    """Give the parts of a word, marked so that a beginning is not taken for a middle; most words come again."""
    if not word[0].isalpha():
        return ()
    edged = f"_{word}_"
    return tuple(
        edged[start : start + size]
        for size in range(SHORTEST_PART, LONGEST_PART + 1)
        for start in range(len(edged) - size + 1)
    )


def _manner(text: str) -> Iterator[str]:
    """Tell how a text is written, whatever it says."""
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) >= 8 and sum(map(str.isupper, letters)) > 0.6 * len(letters):
        yield "#capitals"
    yield f"#length{min(len(text) // 80, 8)}"
