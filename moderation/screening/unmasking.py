"""Words as a reader sees them, whatever disguises them: invisible signs, piled marks, look-alike letters, leetspeak."""

import re
import unicodedata
from collections.abc import Iterator

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_LETTERS = r"[^\W\d_]"
_TOKEN = re.compile(r"[\w@$!|]*[\w@$](?:['’][^\W_]+)*")
_SPELT = re.compile(rf"(?<![^\W_]){_LETTERS}(?:[ .*_-]{_LETTERS}){{2,}}(?![^\W_])")
_GAP = re.compile(r"[ .*_-]")
_LEET = str.maketrans("013457@$!|", "oieastasii")
_ELL = str.maketrans("1!|", "lll")
_LATIN = re.compile(r"[a-z0-9@$!|]+")
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_PILED, _LEFT_OVER = re.compile(f"{_MARK}{{2,}}"), re.compile(f"{_MARK}+")
_TWINS = str.maketrans("аеорсухіјѕԁһӏвкмнтгԛԝαορνυιτκεγϲ", "aeopcyxijsdhlbkmhtrqwaopvuitkeyc")
"""Cyrillic and Greek letters that look like Latin ones."""


def fold(text: str) -> str:
    """Write a text in one case, without signs that cannot be seen and without marks piled on letters."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    composed = unicodedata.normalize("NFC", _PILED.sub("", unicodedata.normalize("NFD", plain)))
    return _LEFT_OVER.sub("", composed)


def readings(folded: str) -> Iterator[tuple[str, ...]]:
    """Give each word of a folded text with what else it may stand for: `v1agra` is also viagra and vlagra."""
    for token in _TOKEN.findall(folded):
        yield _unmasked(token) if _looks_masked(token) else (token,)
    for spelt in _SPELT.findall(folded):
        yield (_GAP.sub("", spelt),)


def _looks_masked(token: str) -> bool:
    """Tell whether a word mixes letters with what stands in for letters, or letters of several scripts."""
    if token.isascii():
        return not token.isalpha() and any(map(str.isalpha, token))
    return any("a" <= sign <= "z" for sign in token)


def _unmasked(token: str) -> tuple[str, ...]:
    latin = token.translate(_TWINS)
    if not _LATIN.fullmatch(latin):
        return (token,)
    return tuple(dict.fromkeys((token, latin, latin.translate(_LEET), latin.translate(_ELL).translate(_LEET))))
