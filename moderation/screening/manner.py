"""How a text is written, whatever it says: shouted, drawn out, piled with marks, filled with what cannot be seen."""

import re
import unicodedata

FEWEST_LETTERS = 20
"""A shorter text may well be an abbreviation."""

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_LINK = re.compile(r"https?://\S+")
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e0fff]")
_RUN = re.compile(r"([^\W\d_])\1{9,}|([!?])\2{5,}")
_MOST_MARKS = 2


def prose(source: str) -> str:
    """Give a text without code and addresses, in which capitals and signs mean something else."""
    return _LINK.sub(" ", _CODE.sub(" ", source))


def share_of_capitals(text: str) -> int:
    """Give how many in a hundred letters are capitals; 0 for short texts and scripts without capitals."""
    cased = [sign for sign in text if sign.isupper() or sign.islower()]
    if len(cased) < FEWEST_LETTERS:
        return 0
    return 100 * sum(map(str.isupper, cased)) // len(cased)


def piles_marks(text: str) -> bool:
    """Tell whether marks are heaped on letters, as no language does (three and more)."""
    if text.isascii():
        return False
    heap = 0
    for sign in unicodedata.normalize("NFD", text):
        heap = heap + 1 if unicodedata.category(sign) == "Mn" and unicodedata.combining(sign) else 0
        if heap > _MOST_MARKS:
            return True
    return False


def unseen(text: str) -> int:
    """Count the signs that cannot be seen; joiners, which emoji and several scripts need, are not counted."""
    return len(_UNSEEN.findall(text))


def drawn_out(text: str) -> str | None:
    """Give a letter repeated ten times or a row of six marks, if there is one."""
    found = _RUN.search(text)
    return found[0][:12] if found else None
