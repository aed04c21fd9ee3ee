"""The two ways an install is made: a fresh, migrated, empty database for each test on either of them."""

import os
import secrets
import shutil
from pathlib import Path
from typing import Any, Protocol

from flask_migrate import upgrade
from redis import Redis

from app import create_app
from forum.core.config import Settings
from forum.core.db import db
from tests.services.postgres import Postgres

MOULD = "mould"
SCALED = os.environ.get("HOMEGROUND_TEST_STACK") == "scaled"


class Stack(Protocol):
    """Gives settings of installs that hold nothing yet."""

    def fresh(self, data: Path) -> dict[str, Any]:
        """Make a database; gives the settings that lead to it."""

    def clear(self, data: Path) -> None:
        """Throw that database away."""


class Embedded:
    """SQLite: the file is migrated once and copied for each test."""

    def __init__(self, folder: Path) -> None:
        self._mould = Settings(data=folder / MOULD)
        migrate(self._mould)

    def fresh(self, data: Path) -> dict[str, Any]:
        """Make a database; gives the settings that lead to it."""
        data.mkdir(mode=0o700)
        shutil.copy(self._mould.data / "homeground.db", data)
        return {"data": data}

    def clear(self, data: Path) -> None:
        """Throw that database away."""
        shutil.rmtree(data, ignore_errors=True)


class Scaled:
    """PostgreSQL and Redis: the database is migrated once and is the template for each test's."""

    def __init__(self, folder: Path, postgres: Postgres, redis_url: str, mould: str = MOULD) -> None:
        self._postgres, self._redis_url, self._mould = postgres, redis_url, mould
        self._names: dict[Path, str] = {}
        address = postgres.create(mould)
        migrate(Settings(data=folder / mould, database_url=address, redis_url=redis_url))

    def fresh(self, data: Path) -> dict[str, Any]:
        """Make a database; gives the settings that lead to it."""
        data.mkdir(mode=0o700)
        name = self._names[data] = f"test_{secrets.token_hex(6)}"
        with Redis.from_url(self._redis_url) as redis:
            redis.flushall()
        database = self._postgres.create(name, self._mould)
        return {"data": data, "database_url": database, "redis_url": self._redis_url}

    def clear(self, data: Path) -> None:
        """Throw that database away."""
        self._postgres.drop(self._names.pop(data))
        shutil.rmtree(data, ignore_errors=True)


def migrate(settings: Settings) -> None:
    """Bring an install's tables up to this version."""
    app = create_app(settings)
    with app.app_context():
        upgrade()
        db.engine.dispose()
