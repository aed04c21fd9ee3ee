"""Tables as CSV that a spreadsheet opens as what they are: text, never a formula (S41)."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def sheet(rows: Iterable[Sequence[object]]) -> str:
    """Write rows as CSV (RFC 4180, with a mark that tells programs it is UTF-8)."""
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + kept.getvalue()


def _harmless(cell: object) -> object:
    """Put a quote before a text that a spreadsheet would run; numbers stay numbers."""
    if cell is None or isinstance(cell, int | float):
        return "" if cell is None else cell
    text = str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text
