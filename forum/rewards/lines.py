"""Reads files line by line: what each line holds, or what is wrong with it; a spreadsheet's formulas stay outside."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from forum.core.refusal import Refused
from forum.core.sheet import FORMULA_STARTS

MOST_BYTES = 8 * 1024 * 1024
MOST_LINES = 100_000
LONGEST_CELL = 400
SEPARATORS = ",;\t"
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file: its line, its cells, and what is wrong with it as a whole."""

    number: int
    cells: Sequence[str]
    fault: str = ""


def lines_of(data: bytes) -> list[Line]:
    """Read the rows of a file that are not empty; raises Refused for what is no table of text."""
    if len(data) > MOST_BYTES:
        raise Refused(_("This file is larger than 8 MB. Split it and send the parts."), "file")
    found: list[Line] = []
    for line in _rows(_text(data)):
        if len(found) == MOST_LINES:
            raise Refused(_("A file has up to 100,000 lines; this one has more. Split it and send the parts."), "file")
        found.append(line)
    if not found:
        raise Refused(_("There is nothing in it. Put one code on each line."), "file")
    return found


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet would run a cell."""
    return cell.startswith(FORMULA_STARTS)


def _text(data: bytes) -> str:
    """Decode a file: UTF-8, or UTF-16 where it says so itself."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        kind, begins = "utf-16", 2
    else:
        kind, begins = "utf-8-sig", 0
    try:
        return data.decode(kind)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, begins + error.start) + 1
        raise Refused(
            _("Line %(line)s is not UTF-8. Save the file as “CSV UTF-8” and send it again.", line=line), "file"
        ) from None


def _rows(text: str) -> Iterator[Line]:
    """Take the file apart row by row; a broken quote spoils its own line and no other."""
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    for number, row in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not row.strip(f" {SEPARATORS}"):
            continue
        if _UNSTORABLE.search(row):
            yield Line(number, (), "unstorable")
        elif len(row) > LONGEST_CELL:
            yield Line(number, (), "long")
        else:
            yield _line(number, row, separator)


def _line(number: int, row: str, separator: str) -> Line:
    try:
        cells = next(csv.reader(io.StringIO(row), delimiter=separator, strict=True))
    except (csv.Error, StopIteration):
        return Line(number, (), "broken")
    return Line(number, [cell.strip() for cell in cells])
