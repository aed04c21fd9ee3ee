"""The road of an embedded house into a scaled one: its tables first, its files then, and proof that all is there."""

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from forum.core.config import Misconfigured, settings
from forum.core.db import db
from forum.core.moving import target as house
from forum.core.moving.carrying import carry, set_sequences
from forum.core.moving.tables import Told, count, in_order
from forum.core.moving.tally import Compared, compare
from forum.core.serve import OneServer
from forum.core.setup import bring_up_to_date
from forum.media.storage import Missing, Storage, open_storage, storage


def move_house(to: str, bucket: str | None) -> None:
    """Carry this house, going on where an earlier move stopped; raises Misconfigured where it may not move."""
    with _silent(settings().data) as source:
        with house.opened(to) as target:
            _move_tables(source, target, to)
        if bucket:
            _move_files(storage(), open_storage(bucket, settings().data / "files"))


@contextmanager
def _silent(folder: Path) -> Iterator[Connection]:
    """Keep the old house as it is for as long as the block takes: nobody serves it, nobody writes to it."""
    if not settings().embedded:
        raise Misconfigured("HOMEGROUND_DATABASE_URL is set: `flask move` carries a house on SQLite. Unset it to move.")
    if not (folder / "homeground.db").exists():
        raise Misconfigured(f"{folder} holds no house: set HOMEGROUND_DATA to its folder.")
    with OneServer(folder):
        try:
            with db.engine.begin():  # to migrate would wait for whoever writes, a minute long
                pass
            bring_up_to_date()
            source = db.engine.connect()
            source.begin()
        except OperationalError as error:
            raise Misconfigured(f"Somebody writes to {folder}: let that finish first ({error.orig}).") from error
        with source:
            yield source


def _move_tables(source: Connection, target: Engine, to: str) -> None:
    if house.is_marked(target) or not house.holds_something(target):
        _carry_all(source, target, house.kept_origin(settings().data))
    _prove(source, target, to)
    if house.is_marked(target):
        house.end(target)


def _carry_all(source: Connection, target: Engine, origin: str) -> None:
    """Carry what is not there yet, in the order in which tables point at each other."""
    if not house.is_marked(target):
        house.begin(target, origin)
    if done := house.carried(target, origin):
        click.echo(f"Going on: {len(done)} tables were brought before.")
        if not all(each.same for each in _compared(source, target, done)):
            click.echo("The house has changed since: beginning anew.")
            house.begin_anew(target)
            done = set()
    left = [table for table in in_order() if table.name not in done]
    with _bar("Carrying every table", sum(count(source, table) for table in left)) as told:
        for table in left:
            carry(source, target, table, origin, told)
    set_sequences(source, target)


def _prove(source: Connection, target: Engine, to: str) -> None:
    """Compare every table, say what each comes to, and refuse to call the move done when one differs."""
    found = _compared(source, target, {table.name for table in in_order()})
    for each in found:
        there = "" if each.same else f"   {each.there.rows:>11,} rows {each.there.total:032x} there: NOT THE SAME"
        click.echo(f"  {each.name:22} {each.here.rows:>11,} rows {each.here.total:032x}{there}")
    if different := [each for each in found if not each.same]:
        raise Misconfigured(
            f"{house.named(to)} holds something else than this house in {len(different)} of {len(found)} tables. "
            "If it is in use already, go on there. If not, give an empty database."
        )
    click.echo(f"All {len(found)} tables are there: {sum(each.here.rows for each in found):,} rows, each the same.")


def _compared(source: Connection, target: Engine, names: set[str]) -> list[Compared]:
    tables = [table for table in in_order() if table.name in names]
    rows = 2 * sum(count(source, table) for table in tables)
    with target.connect() as connection, _bar("Comparing rows and checksums", rows) as told:
        return [compare(source, connection, table, told) for table in tables]


@contextmanager
def _bar(label: str, rows: int) -> Iterator[Told]:
    with click.progressbar(length=rows, label=label, show_pos=True, item_show_func=lambda name: name) as bar:
        yield bar.update


def _move_files(here: Storage, there: Storage) -> None:
    """Carry every file and read it back; one that is there already is left alone."""
    keys = list(here.keys())
    with click.progressbar(keys, label="Carrying every file") as walked:
        for key in walked:
            _move_file(here, there, key)
    click.echo(f"All {len(keys):,} files are there: each was read back.")


def _move_file(here: Storage, there: Storage, key: str) -> None:
    data = here.get(key)
    if not _has(there, key, data):
        there.put(key, data, mimetypes.guess_type(key, strict=False)[0] or "application/octet-stream")
        if not _has(there, key, data):
            raise Misconfigured(f"The bucket gives back something else than it was given for {key}.")


def _has(storage: Storage, key: str, data: bytes) -> bool:
    try:
        return storage.get(key) == data
    except Missing:
        return False
