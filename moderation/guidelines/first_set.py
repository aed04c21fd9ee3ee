"""The guidelines that a new house begins with, in every language of the house."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "first"


def first_set() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each guideline with the language it is written in: number, title, text, fine and not_fine."""
    for path in sorted(FOLDER.glob("*.toml")):
        for guideline in tomllib.loads(path.read_text(encoding="utf-8"))["guideline"]:
            yield path.stem, guideline | {"text": " ".join(guideline["text"].split())}
