"""Where files are kept: one small interface, on disk or in an S3-style bucket as the settings say."""

import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from forum.core.config import settings

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9._-]*)*")
_LONGEST_KEY = 200


class StorageFailed(Exception):
    """The storage did not take, give or remove a file; nothing was half done."""


class StorageFull(StorageFailed):
    """There is no room left."""


class Missing(StorageFailed):
    """No file has this key."""


class Storage(Protocol):
    """Keeps whole files under keys such as `pictures/ab12/base.webp`; a file is replaced, never changed."""

    def put(self, key: str, data: bytes, content_type: str) -> None:
        """Keep a file: afterwards it is there, whole, crash or not; or StorageFailed says that it is not."""

    def get(self, key: str) -> bytes:
        """Give a file; raises Missing."""

    def delete(self, key: str) -> None:
        """Remove a file; one that is not there is removed already."""

    def exists(self, key: str) -> bool:
        """Tell whether a file is there."""

    def keys(self, prefix: str = "") -> Iterator[str]:
        """List keys that start with a prefix, in order."""

    def free(self) -> int | None:
        """Tell how many bytes are free, or None where nobody can know."""

    def tidy(self) -> None:
        """Remove what writers that were killed left behind."""


def storage() -> Storage:
    """Give the storage of the running application."""
    return open_storage(settings().storage_url, settings().data / "files")


@cache
def open_storage(url: str, folder: Path) -> Storage:
    """Open the bucket that the address names, or the folder where there is none.

    The module is loaded by name because boto3 is installed only where a bucket is used.
    """
    if url:
        return cast(Storage, importlib.import_module("forum.media.bucket").Bucket(url))
    return cast(Storage, importlib.import_module("forum.media.disk").Disk(folder))


def checked(key: str) -> str:
    """Give the key back when it is one; anything that could leave the storage is none."""
    if len(key) > _LONGEST_KEY or not _KEY.fullmatch(key):
        raise Missing(f"not a key: {key!r}")
    return key
