"""Readable words for addresses, made from names in any of our languages."""

import re
import unicodedata

LONGEST = 80

_LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h",
    "ı": "i", "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "",
    "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ґ": "g", "є": "ye", "і": "i", "ї": "yi", "ў": "u",
    "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz", "'": "", "’": "", "ʼ": "",
})  # fmt: skip
_GAPS = re.compile(r"[^a-z0-9]+")


def slug(text: str, fallback: str) -> str:
    """Make a slug of plain letters, digits and dashes; the fallback when nothing of the text is left."""
    known = unicodedata.normalize("NFKC", text[: 4 * LONGEST]).casefold().translate(_LETTERS)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", known) if not unicodedata.combining(sign))
    return _shorten(_GAPS.sub("-", bare).strip("-")) or fallback


def _shorten(words: str) -> str:
    """Cut at the end of a word where one ends in time."""
    if len(words) <= LONGEST:
        return words
    cut = words[: LONGEST + 1].rpartition("-")[0]
    return cut if len(cut) > LONGEST // 2 else words[:LONGEST].rstrip("-")
