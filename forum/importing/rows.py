"""One row from elsewhere and its values, checked: ids, numbers, moments, tags."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from forum.core.clock import now
from forum.core.text import clean_line

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
LONGEST_TAG = 40
LONGEST_NAME = 80

_ID = re.compile(r"-?\d{1,20}")
_NUMBER = re.compile(r"-?\d{1,12}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_NOT_IN_TAGS = re.compile(r"[^\w.+#-]|_")


class Malformed(Exception):
    """A row that cannot be taken; the text says why."""


class Unreadable(Exception):
    """A file that is not what it should be; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: what it says, and where it stands."""

    file: str
    line: int
    values: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Give a text that must be there."""
        value = self.values.get(name)
        if value is None:
            raise Malformed(f"{name} is missing.")
        return storable(str(value))

    def text_or(self, name: str, otherwise: str) -> str:
        """Give a text, or what stands for it where there is none."""
        value = self.values.get(name)
        return otherwise if value is None else storable(str(value))

    def key(self, name: str) -> str:
        """Give an id that must be there, as text: it may be too long for a number of ours."""
        found = self.key_or_none(name)
        if found is None:
            raise Malformed(f"{name} is missing.")
        return found

    def key_or_none(self, name: str) -> str | None:
        """Give an id, or None where there is none."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if not _ID.fullmatch(str(value)):
            raise Malformed(f"{name} is no id: {str(value)[:40]!r}.")
        return str(value)

    def number(self, name: str, otherwise: int = 0) -> int:
        """Give a whole number."""
        value = self.values.get(name)
        if value is None or value == "":
            return otherwise
        if not _NUMBER.fullmatch(str(value)):
            raise Malformed(f"{name} is no number: {str(value)[:40]!r}.")
        return int(value)

    def moment(self, name: str) -> datetime:
        """Give a point in time that must be there."""
        return moment(name, self.text(name))

    def moment_or_none(self, name: str) -> datetime | None:
        """Give a point in time, or None where there is none."""
        value = self.values.get(name)
        return moment(name, str(value)) if value else None


def inside(folder: Path, path: Path) -> Path:
    """Give a file of a folder; one that is a link out of it is refused (S49)."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise Unreadable(f"{path.name} is a link that leads out of its folder: put the file itself there.")
    return path


def moment(name: str, text: str) -> datetime:
    """Read a date; one without a zone is UTC, one that cannot be is malformed."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Malformed(f"{name} is no date: {text[:40]!r}.") from None
    found = found.replace(tzinfo=UTC) if found.tzinfo is None else found
    if not EARLIEST <= found <= now() + timedelta(days=1):
        raise Malformed(f"{name} lies outside of time: {text[:40]!r}.")
    return found.astimezone(UTC)


def storable(text: str) -> str:
    """Replace what no database keeps: U+0000 and half characters."""
    return _UNSTORABLE.sub("\ufffd", text)


def one_line(text: str, longest: int) -> str:
    """Make one line of any words, as long as it may be."""
    text = storable(text)[: 20 * longest]
    line = clean_line(text, 3 * len(text))
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def split_tags(text: str) -> list[str]:
    """Split a dump's tags, which older ones write `<a><b>` and newer ones `|a|b|`."""
    return tag_names(re.split(r"[<>|]+", text))


def tag_names(names: Iterable[str]) -> list[str]:
    """Give tags as this house writes them, each once; what is left empty is dropped."""
    plain = (_NOT_IN_TAGS.sub("-", storable(name).strip().casefold()).strip("-") for name in names)
    return list(dict.fromkeys(name[:LONGEST_TAG].rstrip("-") for name in plain if name))
