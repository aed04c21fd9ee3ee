"""Migrations bring every database to the same tables, forth and back, whole or not at all."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, func, inspect, select

from app import create_app
from forum.core import revision
from forum.core.config import ROOT, Settings
from forum.core.db import Model, db, read, stop_reading
from forum.members.models import Member
from forum.threads.models import Post
from tests.world import World

KEPT = "alembic_version"
SAME_TYPES = {"TSVECTOR": "TEXT", "BIGINT": "INTEGER", "TIMESTAMP": "DATETIME"}
"""What PostgreSQL calls what SQLite calls otherwise, for the same type of ours."""

MIGRATE = """
from app import create_app
from forum.core.setup import bring_up_to_date
create_app().app_context().push()
bring_up_to_date()
"""
DYING = """
import os, signal
from itertools import count
from sqlalchemy import Engine, event
numbers = count(1)
@event.listens_for(Engine, 'after_cursor_execute')
def die(_connection, _cursor, statement, *_rest):
    if statement.lstrip().startswith(('CREATE', 'INSERT')) and next(numbers) == {}:
        os.kill(os.getpid(), signal.SIGKILL)
"""


def schema(connection: Connection) -> dict[str, Any]:
    """Describe every table in words that both databases share."""
    found = inspect(connection)
    return {
        table: {
            "columns": {
                column["name"]: (_type(column["type"]), column["nullable"]) for column in found.get_columns(table)
            },
            "key": found.get_pk_constraint(table)["constrained_columns"],
            "unique": sorted(sorted(each["column_names"]) for each in found.get_unique_constraints(table)),
            "indexes": {
                each["name"]: (each["column_names"], bool(each["unique"]))
                for each in found.get_indexes(table)
                if "duplicates_constraint" not in each
            },
            "refers": sorted(
                (each["constrained_columns"], each["referred_table"], str(each["options"].get("ondelete")))
                for each in found.get_foreign_keys(table)
            ),
        }
        for table in sorted(found.get_table_names())
    }


def made_by_migrations(settings: Settings) -> dict[str, Any]:
    """Migrate an empty database; describe what came of it."""
    app = create_app(settings)
    with app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            made = schema(connection)
        db.engine.dispose()
    return made


def differences() -> list[Any]:
    """List what the models say and the tables do not, or the other way round."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, Model.metadata)


def child(data: Path, before: str = "") -> subprocess.Popen[bytes]:
    """Start a process that migrates the data folder as a starting house does."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("HOMEGROUND_")}
    return subprocess.Popen(
        [sys.executable, "-c", before + MIGRATE], cwd=ROOT, env=environ | {"HOMEGROUND_DATA": str(data)}
    )


@pytest.mark.data
def test_the_tables_are_those_of_the_models(app):
    assert differences() == []


@pytest.mark.data
def test_the_version_of_the_tables_is_known_without_the_tools_that_change_them(app):
    scripts = current_app.extensions["migrate"].migrate.get_config()
    assert revision.newest() == ScriptDirectory.from_config(scripts).get_current_head()
    assert revision.stored() == revision.newest()
    downgrade(revision="0002")
    assert revision.stored() == "0002"
    downgrade(revision="base")
    assert revision.stored() is None


@pytest.mark.data
def test_s66_down_and_up_again_on_full_data(app, world):
    ana = world.member("ana")
    talk = world.thread("How do I clean it?", by=ana, tags=["wick"], poll=("Which?", ["One", "Two"]))
    world.edit(world.reply(talk).id, by=world.member("ben"), source="With a softer brush.")
    world.delete_post(world.reply(talk).id, by=world.moderator())
    world.client(ana)
    with db.engine.connect() as connection:
        before = schema(connection)
    stop_reading()
    downgrade(revision="base")
    with db.engine.connect() as connection:
        assert set(schema(connection)) <= {KEPT}
    upgrade()
    with db.engine.connect() as connection:
        assert schema(connection) == before
    assert differences() == []
    again = World(app)
    again.thread("How do I clean it again?", by=again.member("ana"))
    assert read().scalar(select(func.count()).select_from(Post)) == 1


@pytest.mark.data
def test_migrating_what_is_up_to_date_changes_nothing(app, world):
    world.thread("How do I clean it?")
    stop_reading()
    upgrade()
    assert read().scalar(select(func.count()).select_from(Member)) == 1


def test_s66_both_databases_get_the_same_tables(tmp_path, cluster, redis_url):
    name = "same_tables"
    address = cluster.create(name)
    try:
        large = made_by_migrations(Settings(data=tmp_path / "large", database_url=address, redis_url=redis_url))
    finally:
        cluster.drop(name)
    small = made_by_migrations(Settings(data=tmp_path / "small"))
    assert small.keys() == large.keys()
    assert {table: small[table] for table in small if small[table] != large[table]} == {}


@pytest.mark.alone
@pytest.mark.parametrize("statement", [1, 12, 40])
def test_s66_a_killed_migration_leaves_nothing_half_and_is_done_again(tmp_path, statement):
    data = tmp_path / "data"
    assert child(data, DYING.format(statement)).wait(60) == -signal.SIGKILL
    app = create_app(Settings(data=data))
    with app.app_context():
        with db.engine.connect() as connection:
            assert set(schema(connection)) <= {KEPT}
        db.engine.dispose()
        assert child(data).wait(60) == 0
        assert differences() == []
        db.engine.dispose()


@pytest.mark.alone
def test_houses_that_start_together_migrate_once(tmp_path):
    data = tmp_path / "data"
    both = [child(data), child(data)]
    assert [each.wait(60) for each in both] == [0, 0]
    with create_app(Settings(data=data)).app_context():
        assert differences() == []
        db.engine.dispose()


def _type(kind: Any) -> str:
    name = str(kind).split()[0]
    return SAME_TYPES.get(name, name)
