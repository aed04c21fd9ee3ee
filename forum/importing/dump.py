"""Reads the XML of a Stack Exchange data dump, a row at a time; a broken row is told with its line and passed over.

A dump has one `<row .../>` a line, and each row is parsed alone: so one that is not well-formed costs only
itself, memory does not grow with the file, and no row can declare entities.
"""

import lzma
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from forum.importing.rows import Malformed, Row, Unreadable, inside

LONGEST_LINE = 4 * 1024 * 1024
BOM = b"\xef\xbb\xbf"

_BETWEEN_ROWS = re.compile(rb"(?<=/>)\s*(?=<row\b)")
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)

Complain = Callable[[str, int, str], None]
"""Takes the file, the line and the reason why it was passed over."""


def find(folder: Path, name: str) -> Path | None:
    """Give the path of a table of the dump, packed or not, or None."""
    paths = (folder / f"{name}.{end}" for end in ("xml", "xml.xz"))
    return next((inside(folder, path) for path in paths if path.is_file()), None)


def rows(path: Path, complain: Complain) -> Iterator[Row]:
    """Give the rows of a file in order."""
    with _open(path) as file:
        for line, text in _lines(path.name, file, complain):
            if _DECLARES.match(text):
                raise Unreadable(f"{path.name} declares a document type, which no data dump does: it is not imported.")
            if not text.startswith(b"<row"):
                continue
            for piece in _BETWEEN_ROWS.split(text):
                try:
                    yield Row(path.name, line, _attributes(piece))
                except Malformed as error:
                    complain(path.name, line, str(error))


def _open(path: Path) -> lzma.LZMAFile | BinaryIO:
    return lzma.LZMAFile(path) if path.suffix == ".xz" else path.open("rb")


def _lines(name: str, file: lzma.LZMAFile | BinaryIO, complain: Complain) -> Iterator[tuple[int, bytes]]:
    """Give lines with their numbers, a row that goes over several as one; a file that breaks off ends there."""
    row: list[bytes] = []
    began = length = 0
    for number, text in _numbered(name, file, complain):
        if row and text.startswith(b"<row"):
            complain(name, began, "The row does not end.")
            row = []
        if not row:
            began, length = number, 0
        row.append(text)
        length += len(text)
        unfinished = row[0].startswith(b"<row") and not text.endswith(b"/>")
        if not unfinished or length >= LONGEST_LINE:
            yield began, b" ".join(row)
            row = []
    if row:
        complain(name, began, "The row does not end.")


def _numbered(name: str, file: lzma.LZMAFile | BinaryIO, complain: Complain) -> Iterator[tuple[int, bytes]]:
    number, whole = 0, True
    try:
        while line := file.readline(LONGEST_LINE):
            number += whole
            whole = line.endswith(b"\n")
            yield number, (_without_mark(name, line) if number == 1 else line).strip()
    except (lzma.LZMAError, EOFError) as error:
        complain(name, number + 1, f"The packed file breaks off here ({error}); what came before is taken.")


def _without_mark(name: str, line: bytes) -> bytes:
    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(f"{name} is UTF-16; a data dump is UTF-8. Convert it first.")
    return line.removeprefix(BOM)


def _attributes(text: bytes) -> dict[str, str]:
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda _name, attributes: found.append(attributes)
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise Malformed(f"The row is not well-formed: {expat.ErrorString(error.code)}.") from None
    return found[0]
