"""Reads the JSON of a public archive: a file or a folder of .json and .jsonl, packed with gzip or not."""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from forum.importing.dump import Complain
from forum.importing.rows import Unreadable, inside

LONGEST = 256 * 1024 * 1024
LISTS = ("categories.json", "site.json")
"""Files that tell the names of categories; they are read first."""

Document = tuple[str, int, dict[str, Any]]
"""The file, the line and what stands there."""


def documents(path: Path, complain: Complain) -> Iterator[Document]:
    """Give every JSON object of a file or folder; what cannot be read is told and passed over."""
    for file in files(path):
        name = str(file.relative_to(path)) if path.is_dir() else file.name
        for line, text in _texts(name, file, complain):
            try:
                found = json.loads(text)
            except (ValueError, RecursionError) as error:
                complain(name, line, f"This is no JSON: {str(error)[:120]}.")
                continue
            for each in found if isinstance(found, list) else [found]:
                if isinstance(each, dict):
                    yield name, line, each
                else:
                    complain(name, line, "This is no topic and no post.")


def files(path: Path) -> list[Path]:
    """List the files of an archive in order, those with names of categories first."""
    found = [path]
    if path.is_dir():
        found = [inside(path, each) for each in path.rglob("*") if each.is_file() and _kind(each)]
    if not found:
        raise Unreadable(f"{path} holds no .json, .jsonl, .json.gz or .jsonl.gz.")
    return sorted(found, key=lambda file: (not file.name.startswith(LISTS), str(file)))


def _kind(file: Path) -> str:
    name = file.name.removesuffix(".gz")
    return next((end for end in ("json", "jsonl", "ndjson") if name.endswith(f".{end}")), "")


def _texts(name: str, file: Path, complain: Complain) -> Iterator[tuple[int, bytes]]:
    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as opened:
            if _kind(file) in {"jsonl", "ndjson"}:
                lines = enumerate(iter(lambda: opened.readline(LONGEST), b""), 1)
                yield from ((number, line) for number, line in lines if line.strip())
                return
            text = opened.read(LONGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        complain(name, 1, f"The file cannot be read: {error}.")
        return
    if len(text) > LONGEST:
        complain(name, 1, f"The file is larger than {LONGEST >> 20} MB: split it by topic.")
    else:
        yield 1, text.removeprefix(b"\xef\xbb\xbf")
