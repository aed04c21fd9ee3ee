"""What people type, made storable: refused where it cannot be kept, tidied where it can."""

import re
import unicodedata

from flask_babel import gettext as _

from forum.core.refusal import Refused

SOURCE_LIMIT = 32_000
MARKS_IN_A_ROW = 2

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x01-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
_NEWLINES = re.compile(r"\r\n?|\x85|\u2028|\u2029")
_BLANK_TAIL = re.compile(r"[ \t\n]+\Z")
_JOINER = "\u200d"


def clean_source(text: str, limit: int = SOURCE_LIMIT, field: str | None = None) -> str:
    """Give typed Markdown as it is kept: one kind of newline, NFC, no control characters.

    Raises Refused for what cannot be stored (U+0000, half characters) and for what is too long.
    """
    refuse_unstorable(text, field)
    text = _CONTROLS.sub("", _NEWLINES.sub("\n", text))
    text = _BLANK_TAIL.sub("", unicodedata.normalize("NFC", text))
    _refuse_long(text, limit, field)
    return text


def clean_line(text: str, limit: int, field: str | None = None) -> str:
    """Give a one-line field as it is kept: visible characters, single spaces, at most two marks in a row.

    Raises Refused for what cannot be stored and for what is longer than the limit.
    """
    refuse_unstorable(text, field)
    text = unicodedata.normalize("NFC", text)
    kept: list[str] = []
    marks = 0
    for place, char in enumerate(text):
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if marks > MARKS_IN_A_ROW:
            continue
        if kind in {"Zs", "Zl", "Zp"} or char in "\t\n\r\x0b\x0c\x85":
            kept.append(" ")
        elif kind not in {"Cc", "Cf", "Cs"} or (char == _JOINER and _joins_pictures(text, place)):
            kept.append(char)
    # What was dropped can have stood between two halves of one character.
    line = unicodedata.normalize("NFC", " ".join("".join(kept).split()))
    _refuse_long(line, limit, field)
    return line


def _joins_pictures(text: str, place: int) -> bool:
    """Tell whether a zero-width joiner stands between two emoji, as in a family."""
    around = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    return all(char and (unicodedata.category(char) in {"So", "Sk"} or char == "\ufe0f") for char in around)


def refuse_unstorable(text: str, field: str | None) -> None:
    """Raise Refused for what no database keeps: U+0000 and half characters (S34)."""
    found = _UNSTORABLE.search(text)
    if found:
        raise Refused(
            _("The text holds a character that cannot be kept, at place %(place)d. Remove it and send again.",
              place=found.start() + 1),
            field,
        )  # fmt: skip


def _refuse_long(text: str, limit: int, field: str | None) -> None:
    if len(text) > limit:
        raise Refused(
            _("This is %(length)d characters long; at most %(limit)d fit. Please shorten it.",
              length=len(text), limit=limit),
            field,
        )  # fmt: skip
