"""Files on this machine's disk: written whole or not at all, readable by the house alone."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from forum.core.clock import now
from forum.media.storage import Missing, StorageFailed, StorageFull, checked

_PARTS = ".parts"
_OLD_SECONDS = 3600
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Disk:
    """A folder of files; a key is a path in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, key: str, data: bytes, content_type: str) -> None:
        """Write beside, sync, then rename: a reader or a crash sees the whole file or none."""
        path = self.folder / checked(key)
        part = self.folder / _PARTS / secrets.token_hex(16)
        try:
            for folder in (part.parent, path.parent):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            _sync_folder(path.parent)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise (StorageFull if error.errno in _FULL else StorageFailed)(str(error)) from error

    def get(self, key: str) -> bytes:
        """Read a file whole."""
        try:
            return (self.folder / checked(key)).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise Missing(key) from None
        except OSError as error:
            raise StorageFailed(str(error)) from error

    def delete(self, key: str) -> None:
        """Remove a file, and its folder when it was the last."""
        path = self.folder / checked(key)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageFailed(str(error)) from error
        with suppress(OSError):
            path.parent.rmdir()

    def exists(self, key: str) -> bool:
        """Tell whether the file is there."""
        return (self.folder / checked(key)).is_file()

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Walk the folder."""
        for base, folders, names in os.walk(self.folder):
            folders[:] = sorted(each for each in folders if each != _PARTS)
            for name in sorted(names):
                key = str((Path(base) / name).relative_to(self.folder))
                if key.startswith(prefix):
                    yield key

    def free(self) -> int:
        """Tell what the file system has left."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return shutil.disk_usage(self.folder).free

    def tidy(self) -> None:
        """Remove parts whose writer must be dead."""
        for part in (self.folder / _PARTS).glob("*"):
            with suppress(OSError):
                if now().timestamp() - part.stat().st_mtime > _OLD_SECONDS:
                    part.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the name of a new file survive a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
