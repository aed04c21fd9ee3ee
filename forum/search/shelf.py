"""Where the editions of an embedded index lie, and the processes that read and write them."""

import os
import shutil
import stat
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

from flask import current_app

from forum.core.clock import now
from forum.core.config import Settings, settings
from forum.search.engine import Engine, Unready
from forum.search.postgres import PostgreSQL
from forum.search.remote import Remote

READING, WRITING, BUILDING = "reading", "writing", "building"
KEPT_AFTER = timedelta(minutes=2)
"""So long the files of an edition stay that others may still be reading."""


def engine_name(given: Settings) -> str:
    """Name the engine that these settings choose."""
    return "postgresql" if not given.embedded else given.search or "whoosh"


def engine(edition_id: int, purpose: str) -> Engine:
    """Give the engine of an edition; a process of its own for each purpose where the engine is embedded."""
    name = engine_name(settings())
    if name == "postgresql":
        return PostgreSQL(edition_id)
    kept: dict[tuple[str, int], Remote] = current_app.extensions.setdefault("search", {})
    for old in [key for key in kept if key[0] == purpose and key[1] != edition_id]:
        kept.pop(old).close()
    if (purpose, edition_id) not in kept:
        kept[purpose, edition_id] = Remote(name, folder(edition_id), create=purpose == BUILDING)
    return kept[purpose, edition_id]


def folder(edition_id: int) -> Path:
    """Give the folder of an edition; raises Unready where others may have written (its files are pickles)."""
    path = root() / f"{engine_name(settings())}-{edition_id}"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in (path.parent, path):
        found = each.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
            raise Unready(f"{each} can be written by others: make it yours alone (chmod 700)")
    return path


def there(edition_id: int) -> bool:
    """Tell whether anything is there of an edition."""
    name = engine_name(settings())
    return name == "postgresql" or any((root() / f"{name}-{edition_id}").glob("*"))


def root() -> Path:
    """Give the folder of all editions; it is made again from the database, so no backup needs it."""
    return settings().data / "search"


def let_go(edition_id: int) -> None:
    """End the processes that have an edition open."""
    kept: dict[tuple[str, int], Remote] = current_app.extensions.setdefault("search", {})
    for key in [key for key in kept if key[1] == edition_id]:
        kept.pop(key).close()


def sweep(alive: Collection[int]) -> None:
    """Remove the files of editions that are no more."""
    for path in root().glob("*-*"):
        old = now().timestamp() - path.stat().st_mtime > KEPT_AFTER.total_seconds()
        if old and path.name.rpartition("-")[2] not in {str(number) for number in alive}:
            shutil.rmtree(path, ignore_errors=True)


def size_on_disk(edition_id: int) -> int:
    """Count the bytes of an embedded edition's files."""
    path = root() / f"{engine_name(settings())}-{edition_id}"
    return sum(file.stat().st_size for file in path.glob("**/*") if file.is_file())


def close_all() -> None:
    """End every searching process of this application."""
    kept: dict[tuple[str, int], Remote] = current_app.extensions.setdefault("search", {})
    while kept:
        kept.popitem()[1].close()
