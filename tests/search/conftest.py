"""What tests of search may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from forum.core.clock import now
from forum.core.config import Settings
from forum.core.db import db
from forum.core.transaction import transaction
from forum.search import shelf
from forum.search.engine import FORMAT, Engine
from forum.search.fts5 import Fts5
from forum.search.models import Edition
from forum.search.postgres import PostgreSQL
from forum.search.whoosh import Whoosh
from tests.search.seeking import Seeker
from tests.stack import Scaled

ENGINES = ("whoosh", "fts5", "postgresql")


@pytest.fixture(scope="session")
def large_house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A house on PostgreSQL, for its engine alone."""
    folder = tmp_path_factory.mktemp("large")
    stack = Scaled(folder, request.getfixturevalue("cluster"), request.getfixturevalue("redis_url"))
    app = create_app(Settings(url="http://localhost", **stack.fresh(folder / "data")))
    yield app
    with app.app_context():
        db.engine.dispose()
    stack.clear(folder / "data")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Each of the engines, with nothing in it."""
    if request.param == "postgresql":
        with request.getfixturevalue("large_house").app_context():
            yield PostgreSQL(_edition())
        return
    kind = Whoosh if request.param == "whoosh" else Fts5
    made = kind(tmp_path, create=True)
    yield made
    made.close()


@pytest.fixture
def seeker(app: Flask) -> Iterator[Seeker]:
    """Brings the index up to date and searches."""
    yield Seeker(app)
    shelf.close_all()


@transaction
def _edition() -> int:
    made = Edition(engine="postgresql", form=FORMAT, begun_at=now())
    db.session.add(made)
    db.session.flush()
    return made.id
