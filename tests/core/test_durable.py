"""Writers share syncs, and none is answered before their own words are on the disk (S58)."""

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from flask import Flask

from forum.core.clock import now
from forum.core.db import db
from forum.core.durable import Syncing, Unsynced, sync_log
from forum.core.outbox import Fact
from forum.core.transaction import transaction
from tests.services.waiting import until
from tests.stack import SCALED

LOG = Path("a.db-wal")
WRITERS, EACH = 4, 6


class Disk:
    """Keeps what was written before a sync began, once that sync has ended; it ends when it is let."""

    def __init__(self) -> None:
        self.written = self.kept = self.syncs = 0
        self.goes_on = threading.Event()
        self.syncing = Syncing(LOG, self.sync)
        self._pen = threading.Lock()

    def sync(self, _log: Path) -> None:
        taken, self.syncs = self.written, self.syncs + 1
        self.goes_on.wait()
        self.kept = taken

    def write(self, answered: list[bool]) -> None:
        with self._pen:
            self.written += 1
            number = self.syncing.committed()
        self.syncing.wait(number)
        answered.append(self.kept >= number)


def test_s58_writers_who_wait_share_one_sync_and_each_has_one_that_began_after_their_commit():
    disk, answered = Disk(), list[bool]()
    first = threading.Thread(target=disk.write, args=(answered,))
    first.start()
    until(lambda: disk.syncs == 1, what="the first sync to begin")
    others = [threading.Thread(target=disk.write, args=(answered,)) for _ in range(7)]
    for other in others:
        other.start()
    until(lambda: disk.written == 8, what="seven more to commit")
    assert answered == []
    disk.goes_on.set()
    for each in (first, *others):
        each.join()
    assert answered == [True] * 8
    assert disk.syncs == 2


def test_nothing_is_promised_any_more_after_a_disk_that_failed():
    disk_fails = [True, False]

    def sync(_log: Path) -> None:
        if disk_fails.pop(0):
            raise OSError("input/output error")

    syncing = Syncing(LOG, sync)
    for _ in range(2):
        with pytest.raises(Unsynced, match="input/output"):
            syncing.wait(syncing.committed())


def test_a_log_that_was_taken_in_needs_no_sync(tmp_path: Path):
    sync_log(tmp_path / "gone-wal")


@transaction
def write(name: str) -> None:
    db.session.add(Fact(name=name, payload={}, happened_at=now()))


@pytest.mark.data
@pytest.mark.skipif(SCALED, reason="PostgreSQL syncs by itself, and shares syncs too")
def test_s58_what_is_acknowledged_is_in_what_a_power_cut_leaves(app: Flask, tmp_path: Path):
    database = Path(str(db.engine.url.database))
    left, acknowledged = list[Path](), list[tuple[str, Path]]()

    def sync(log: Path) -> None:
        """Keep what is there now: a cut between two syncs leaves at least this."""
        place = tmp_path / f"cut-{len(left)}"
        place.mkdir()
        shutil.copy(database, place / "a.db")
        shutil.copy(log, place / "a.db-wal")
        left.append(place)

    def write_some(who: int) -> None:
        for number in range(EACH):
            with app.app_context():
                write(f"{who}.{number}")
                acknowledged.append((f"{who}.{number}", left[-1]))

    app.extensions["syncing"] = Syncing(Path(f"{database}-wal"), sync)
    writers = [threading.Thread(target=write_some, args=(who,)) for who in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert len(acknowledged) == WRITERS * EACH
    there = {place: names_in(place / "a.db") for place in left}
    assert [name for name, place in acknowledged if name not in there[place]] == []


def names_in(database: Path) -> set[str]:
    connection = sqlite3.connect(database)
    try:
        return {name for (name,) in connection.execute("SELECT name FROM fact")}
    finally:
        connection.close()
