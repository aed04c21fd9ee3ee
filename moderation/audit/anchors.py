"""Anchors: the newest seal written down outside of the database, so that a log rebuilt from scratch is found out."""

import os
from dataclasses import dataclass
from pathlib import Path

from forum.core.config import settings

FILE = "audit.anchors"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the log ended with at a moment."""

    made_at: str
    entry_id: int
    seal: str

    def __str__(self) -> str:
        return f"{self.made_at} {self.entry_id} {self.seal}"


def path() -> Path:
    """Tell where anchors are kept: in the data folder, best copied off the machine too."""
    return settings().data / FILE


def anchors() -> list[Anchor]:
    """Read all anchors; lines that are none are left out."""
    if not path().exists():
        return []
    lines = (line.split() for line in path().read_text(encoding="ascii", errors="replace").splitlines())
    return [Anchor(line[0], int(line[1]), line[2]) for line in lines if len(line) == 3 and line[1].isdigit()]


def drop_anchor(anchor: Anchor) -> None:
    """Write an anchor down and onto the disk; only the owner of the house may read and write there."""
    with os.fdopen(os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="ascii") as file:
        file.write(f"{anchor}\n")
        file.flush()
        os.fsync(file.fileno())
