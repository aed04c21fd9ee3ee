"""The sync that writers share: what several of them committed reaches the disk together (S58).

SQLite commits without waiting for the disk (WAL, synchronous=NORMAL). Whoever wrote then waits here for a sync of the
log that began after their commit: it takes along whatever was committed before it began, so that those who come
meanwhile need one more among them, not one each.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from time import sleep

from gevent import get_hub
from gevent.monkey import is_module_patched

from forum.core.clock import monotonic

SOON_S = 0.001
"""A disk that needed no longer than this the last time is waited for on the spot: a thread costs as much."""


class Unsynced(Exception):
    """The disk did not take what was committed; nothing after it can be promised either until the house starts anew."""


class Syncing:
    """Lets all writers of this process share the syncs of one log."""

    def __init__(self, log: Path, sync: Callable[[Path], None]) -> None:
        self._log, self._sync = log, sync
        self._turn = threading.Lock()
        self._committed = self._synced = 0
        self._took = 0.0
        self._failure: OSError | None = None

    def committed(self) -> int:
        """Give a commit its number; to be called before the next writer has their turn."""
        self._committed += 1
        return self._committed

    def wait(self, number: int) -> None:
        """Return once this commit is on the disk; raises Unsynced where that is not certain."""
        with self._turn:
            if number > self._synced and self._failure is None:
                sleep(0)  # whoever is about to commit comes along
                self._sync_all()
            if number <= self._synced:
                return
            raise Unsynced(str(self._failure)) from self._failure

    def _sync_all(self) -> None:
        """Sync what is committed by now; after a failure the system may forget what it could not write, so it stays."""
        upto = self._committed
        try:
            self._took = self._timed() if self._took < SOON_S else _beside(self._timed)
        except OSError as error:
            self._failure = error
        else:
            self._synced = upto

    def _timed(self) -> float:
        """Sync; gives how long the disk took."""
        began = monotonic()
        self._sync(self._log)
        return monotonic() - began


def _beside(step: Callable[[], float]) -> float:
    """Do a step; where greenlets share this process, the others go on meanwhile."""
    took: float = get_hub().threadpool.apply(step) if is_module_patched("threading") else step()
    return took


def sync_log(log: Path) -> None:
    """Sync a log that was only added to."""
    try:
        file = os.open(log, os.O_RDONLY)
    except FileNotFoundError:
        return  # its last reader brought all of it into the database, synced that, and took the log away
    try:
        os.fdatasync(file)
    finally:
        os.close(file)
