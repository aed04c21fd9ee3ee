"""Reads the house: its modules, its templates, everything that git keeps."""

import ast
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from forum.core.config import ROOT

HOUSE = ("app.py", "forum/", "moderation/")


@dataclass(frozen=True, slots=True)
class Module:
    """One file of Python: where it lies and what it says."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """Give its syntax tree."""
        return _parse(self.text)

    @property
    def room(self) -> str:
        """Name the room it lies in, or nothing for files beside the rooms."""
        parts = self.path.split("/")
        return parts[1] if len(parts) > 2 else ""

    @property
    def word(self) -> str:
        """Give its place in the vocabulary: views for forum/threads/views.py."""
        parts = self.path.removesuffix(".py").split("/")
        return parts[2] if len(parts) > 2 else parts[-1]


@cache
def kept_files() -> tuple[str, ...]:
    """List what git keeps, and what it would keep if it were added now."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    return tuple(name for name in listed if name and (ROOT / name).is_file())


@cache
def modules() -> tuple[Module, ...]:
    """Read every module of the product."""
    return tuple(Module(name, read(name)) for name in kept_files() if name.endswith(".py") and name.startswith(HOUSE))


@cache
def templates() -> tuple[Module, ...]:
    """Read every template."""
    return tuple(Module(name, read(name)) for name in kept_files() if name.startswith("templates/"))


def read(name: str) -> str:
    """Read a file of the repository; what is not text reads as nothing."""
    try:
        return Path(ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def _parse(text: str) -> ast.Module:
    return ast.parse(text)
