"""Names of members: what they may look like, and what else they look like.

Names that a reader could take for one another have the same skeleton, and one of them is given out (S39).
"""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from flask_babel import gettext as _

from forum.core.refusal import Refused

SHORTEST, LONGEST, LONGEST_KEY = 2, 40, 80
MOST_MARKS = 2
SEPARATORS = "_.-"

# Scripts that are written together: what unicodedata calls their characters
_TOGETHER = (
    frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"}),
    frozenset({"CJK", "HANGUL"}),
)
# What only the house may be called
_OFFICES = ("admin", "administrator", "moderator", "mod", "staff", "support", "official", "team", "help", "helpdesk",
            "system", "root", "sysop", "webmaster", "postmaster", "security", "service", "homeground")  # fmt: skip
# Addresses and words of the house that a name would be mistaken for
_WORDS = ("everyone", "everybody", "here", "guest", "guests", "member", "members", "moderators", "anonymous",
          "deleted", "nobody", "api", "settings", "join", "sign-in", "sign-out", "latest", "top", "new", "me",
          "abuse", "info", "contact", "noreply", "no-reply", "mailer-daemon", "robot", "bot", "null", "undefined",
          "admins", "first-run", "media", "static", "u", "t", "c")  # fmt: skip
_ENDINGS = ("admin", "administrator", "moderator", "support", "official")


def _table() -> dict[int, str]:
    lines = Path(__file__).with_name("confusables.txt").read_text(encoding="utf-8").splitlines()
    return {ord(line[0]): line[2:] for line in lines if not line.startswith("#")}


_LOOKS_LIKE = _table()


def skeleton(name: str) -> str:
    """Give what a name looks like: the same for all names that could be taken for it."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", folded).translate(_LOOKS_LIKE))


def clean_name(text: str) -> str:
    """Give the name as it is stored; raises Refused with what is wrong with it."""
    name = unicodedata.normalize("NFKC", text.strip())
    reason = _fault(name)
    if reason is not None:
        raise Refused(reason, "name")
    return name


def belongs_to_house(name: str, brands: Iterable[str]) -> bool:
    """Tell whether a name looks as if the house or a brand spoke."""
    whole = _bare(name)
    parts = {_bare(part.strip("0123456789")) for part in re.split(r"[_.-]", name)} | {whole}
    if parts & _RESERVED_PARTS or whole in _RESERVED_WHOLE or _bare(name.rstrip("0123456789")) in _RESERVED_PARTS:
        return True
    if whole.endswith(_RESERVED_ENDINGS):
        return True
    spoken = [text for brand in brands for text in (brand, brand.replace("&", " and "))]
    marks = [mark for text in spoken if len(mark := _bare(text)) >= 3]
    return any(mark in whole if len(mark) >= 5 else mark in parts for mark in marks)


def plain_name(wanted: str) -> str:
    """Make a name that may stand out of any words; empty if there is nothing to make it of."""
    text = unicodedata.normalize("NFKC", wanted)
    kept = "".join(sign if _is_letter(sign) or sign in SEPARATORS else "-" for sign in text)
    kept = re.sub(r"[_.-]*-[_.-]*|([_.])[_.]+", lambda gap: gap[1] or "-", kept).strip(SEPARATORS)
    name = kept[: LONGEST - 6].strip(SEPARATORS)
    if _fault(name) is None:
        return name
    latin = "".join(sign for sign in name if sign.isascii()).strip(SEPARATORS)
    latin = re.sub(r"[_.-]{2,}", "-", latin)
    return latin if _fault(latin) is None else ""


def _fault(name: str) -> str | None:
    if not SHORTEST <= len(name) <= LONGEST or len(skeleton(name)) > LONGEST_KEY:
        return _("A name has %(least)d to %(most)d letters.", least=SHORTEST, most=LONGEST)
    if not all(_is_letter(sign) or sign in SEPARATORS for sign in name):
        return _("A name has letters, digits and _ . - only, and no spaces.")
    if not (_is_letter(name[0]) and _is_letter(name[-1])) or re.search(r"[_.-]{2}", name):
        return _("A name begins and ends with a letter or a digit, and _ . - stand between two of them.")
    if _piles_marks(name):
        return _("This name piles too many marks on one letter.")
    if _mixes_scripts(name):
        return _("A name is written in one script: Latin and Cyrillic letters, say, do not go together.")
    return None


def _is_letter(sign: str) -> bool:
    """Tell letters, their marks and our digits from everything else, what cannot be seen included (S39)."""
    kind = unicodedata.category(sign)
    return kind in {"Ll", "Lu", "Lo", "Lt", "Mn", "Mc"} or sign in "0123456789ーゝ々"


def _piles_marks(name: str) -> bool:
    marks = 0
    for sign in unicodedata.normalize("NFD", name):
        marks = marks + 1 if unicodedata.combining(sign) or unicodedata.category(sign) == "Mn" else 0
        if marks > MOST_MARKS:
            return True
    return unicodedata.category(name[0])[0] == "M"


def _mixes_scripts(name: str) -> bool:
    signs = [sign for sign in name if sign not in "0123456789" + SEPARATORS]
    scripts = {unicodedata.name(sign, "?").split()[0] for sign in signs} - {"COMBINING"}
    return len(scripts) > 1 and not any(scripts <= group for group in _TOGETHER)


def _bare(name: str) -> str:
    """Give a name's skeleton without what stands between its letters."""
    return "".join(sign for sign in skeleton(name) if sign.isalnum())


_RESERVED_PARTS = frozenset(map(_bare, _OFFICES))
_RESERVED_WHOLE = frozenset(map(_bare, _WORDS))
_RESERVED_ENDINGS = tuple(map(_bare, _ENDINGS))
