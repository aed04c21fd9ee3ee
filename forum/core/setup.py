"""Brings the tables of an install to this version."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import flask_migrate
from flask import Flask, current_app

from forum.core import revision
from forum.core.config import ROOT, settings
from forum.core.db import db, stop_reading


class Migrations:
    """Stands in for what Flask-Migrate keeps of us, which comes with Alembic, until tables are to change."""

    def __getattr__(self, name: str) -> Any:
        flask_migrate.Migrate(current_app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
        return getattr(current_app.extensions["migrate"], name)


def start(app: Flask) -> None:
    """Let `flask db` and ourselves find the migrations."""
    app.extensions["migrate"] = Migrations()


def bring_up_to_date() -> None:
    """Apply the migrations that are missing; two processes that start together take turns."""
    with _one_at_a_time():
        missing = revision.stored() != revision.newest()
        stop_reading()
        if missing:
            flask_migrate.upgrade()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    settings().data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings().data / "migrate.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
