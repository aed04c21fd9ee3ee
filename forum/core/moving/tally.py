"""What the rows of a table add up to, in whatever order and by whatever database they are told."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table

from forum.core.moving.tables import Part, Told, is_json, parts, stored

BYTES = 16
ALL = 1 << 8 * BYTES


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows there are, and the sum of their checksums."""

    rows: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """What one table comes to in the old house and in the new one."""

    name: str
    here: Tally
    there: Tally

    @property
    def same(self) -> bool:
        """Tell whether all is there, and nothing else."""
        return self.here == self.there


def compare(source: Connection, target: Connection, table: Table, told: Told) -> Compared:
    """Add a table up in both houses, telling `told` of each part."""
    return Compared(table.name, tally(source, table, told), tally(target, table, told))


def tally(connection: Connection, table: Table, told: Told) -> Tally:
    """Add a table up: a sum of checksums, with xor two equal rows would cancel each other."""
    words, rows, total = _words(table), 0, 0
    for part in parts(connection, table):
        rows, total = rows + len(part), (total + _sum(part, words)) % ALL
        told(len(part), table.name)
    return Tally(rows, total)


def _sum(part: Part, words: Sequence[Callable[[Any], object]]) -> int:
    return sum(_checksum([word(value) for word, value in zip(words, row, strict=True)]) for row in part)


def _checksum(row: list[object]) -> int:
    return int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=BYTES).digest())


def _words(table: Table) -> list[Callable[[Any], object]]:
    return [_of_json if is_json(column) else _plain for column in stored(table)]


def _plain(value: object) -> object:
    """Put a value into words that are the same whichever database kept it: times come in several zones."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return bytes(value) if isinstance(value, memoryview) else value


def _of_json(text: str | None) -> str | None:
    return None if text is None else json.dumps(json.loads(text), sort_keys=True)
