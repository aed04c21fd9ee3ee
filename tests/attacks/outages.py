"""The database goes away, and comes back."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from flask import Flask
from sqlalchemy.engine import make_url

from forum.core.config import Settings
from forum.core.db import db


@contextmanager
def away(app: Flask, settings: Settings) -> Iterator[None]:
    """Let nobody reach the database in the block."""
    hide = _hide_file if settings.embedded else _shut_out
    with hide(settings):
        with app.app_context():
            db.engine.dispose()
        yield


@contextmanager
def _hide_file(settings: Settings) -> Iterator[None]:
    elsewhere = settings.data.with_name("elsewhere")
    settings.data.rename(elsewhere)
    try:
        yield
    finally:
        elsewhere.rename(settings.data)


@contextmanager
def _shut_out(settings: Settings) -> Iterator[None]:
    url = make_url(settings.database_url)
    name = str(url.database)
    server = url.set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())
