"""What counts as a word, and how its many forms are made one: the same for texts, for questions, for every engine."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from forum.search.stemming import stem

LONGEST_WORD = 40
MOST_WORDS = 6000
"""A document's words after these are not kept."""

_WORD = re.compile(r"[^\W_]+")
_APART = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})

# Words that say nothing by themselves; none of them is a thing in another of our languages.
_SILENT = """
a an and are as at be been by can could did do does for from had has have he her his how i if in into is it its me my
no not of on or our she so some than that the their them then there these they this to was we were what when where
which who why will with would you your s t d ll re ve
i oraz albo lub czy co jak jest są być był była było to ta te tego tej tym się na w we z ze do od dla o po za przy
przez nie że już tylko ja mi mnie on ona ono oni
un vai ir bija ar uz pēc pa lai kā kas ko kur tas tā šis šī es tu mēs jūs viņš viņa nav jau arī
и или но а же ли бы не ни на в во с со к ко от до из за по о об у для при что как это этот эта эти то та те он она они
мы вы я ты мне меня был была было быть есть уже если
"""
STOP = frozenset(_SILENT.split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: what it is found by, and where it stands."""

    term: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Give the words of a text that can be found."""
    for found in _WORD.finditer(text):
        if (term := term_of(found[0])) is not None:
            yield Token(term, found.start(), found.end())


def terms(text: str, most: int = MOST_WORDS) -> list[str]:
    """List what a text is found by, word by word."""
    listed: list[str] = []
    for token in tokens(text):
        listed.append(token.term)
        if len(listed) >= most:
            break
    return listed


@lru_cache(maxsize=200_000)
def term_of(word: str) -> str | None:
    """Give what a word is found by, or None for a word that says nothing."""
    low = word.casefold()
    if low in STOP:
        return None
    return stem(fold(low)[:LONGEST_WORD]) or None


def fold(word: str) -> str:
    """Take the marks off letters, so that żółty and zolty meet, and ё and е; й stays й."""
    if word.isascii():
        return word
    low = word.casefold().translate(_APART).replace("й", "\0").replace("ё", "е")
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", low) if not unicodedata.combining(letter))
    return "".join(letter for letter in bare.replace("\0", "й") if letter.isalnum())
