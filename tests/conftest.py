"""What tests may ask for by name."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from _pytest.nodeid import NodeId
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from app import create_app
from forum.core.config import ROOT, Settings
from forum.core.db import db, read
from forum.core.outbox import Job
from forum.core.relay import run_due
from tests.clients import Visitor
from tests.services import chromium, postgres, product, redis, s3, smtp
from tests.services.chromium import Complaints
from tests.services.postgres import Postgres
from tests.services.product import Live
from tests.services.s3 import Store
from tests.services.smtp import Smtp
from tests.stack import SCALED, Embedded, Scaled, Stack
from tests.watching import Statements, listening
from tests.world import World

hypothesis.settings.register_profile("house", deadline=None)  # a busy machine is no fault of the code
hypothesis.settings.load_profile("house")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let tests that want the machine for themselves run one after the other, in one of the workers.

    xdist 3.8 writes the group into a name that pytest 9.2 no longer reads, so it is written where it is read.
    """
    for item in items:
        if item.get_closest_marker("alone"):
            item.add_marker(pytest.mark.xdist_group("alone"))
            if config.getoption("loadgroup", False):
                item._id = NodeId.parse(f"{item.nodeid}@alone")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Postgres]:
    """A PostgreSQL cluster."""
    with postgres.serving() as running:
        yield running


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a Redis."""
    with redis.serving() as address:
        yield address


@pytest.fixture(scope="session")
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """The kind of install this run is about."""
    folder = tmp_path_factory.mktemp("stack")
    if SCALED:
        return Scaled(folder, request.getfixturevalue("cluster"), request.getfixturevalue("redis_url"))
    return Embedded(folder)


@pytest.fixture(scope="session")
def mail_server() -> Iterator[Smtp]:
    """A mail server for the whole run."""
    with smtp.serving() as running:
        yield running


@pytest.fixture
def smtp_server(mail_server: Smtp) -> Smtp:
    """The mail server, emptied."""
    mail_server.messages.clear()
    mail_server.refusing = False
    mail_server.unknown.clear()
    return mail_server


@pytest.fixture(name="smtp")
def named_smtp(smtp_server: Smtp) -> Smtp:
    """The mail server that this test's app sends to."""
    return smtp_server


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An S3-style store for the whole run."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in s3.KEYS.items():
            patch.setenv(name, value)
        with s3.serving(tmp_path_factory.mktemp("s3")) as running:
            yield running


@pytest.fixture(name="s3")
def named_store(store: Store) -> Store:
    """The store, emptied, that this test's app keeps its pictures in."""
    store.empty()
    return store


@pytest.fixture
def settings(request: pytest.FixtureRequest, stack: Stack, tmp_path: Path) -> Iterator[Settings]:
    """The settings of an install that holds nothing yet."""
    data = tmp_path / "data"
    given: dict[str, Any] = stack.fresh(data)
    if "smtp" in request.fixturenames:
        given["smtp_url"] = request.getfixturevalue("smtp").url
    if "s3" in request.fixturenames:
        given["storage_url"] = request.getfixturevalue("s3").url
    yield Settings(url="http://localhost", **given)
    stack.clear(data)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled once for the whole run."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, compiled_templates: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The house on fresh data, its application context around the test."""
    made = create_app(settings)
    made.jinja_env.bytecode_cache = compiled_templates
    made.testing = True
    made.test_client_class = Visitor
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A guest."""
    return app.test_client()


@pytest.fixture
def world(app: Flask) -> World:
    """The builder of members, categories and threads."""
    return World(app)


@pytest.fixture
def founded(world: World) -> int:
    """A house that has its brand: before that every address leads to the first run."""
    return world.brand_id


@pytest.fixture
def statements(app: Flask) -> Callable[[], AbstractContextManager[Statements]]:
    """Count what the database is asked in a block: `with statements() as said: ...`."""
    return partial(listening, app)


@pytest.fixture
def relay(app: Flask) -> Callable[..., int]:
    """Do all the work of the outbox that is due; a job that fails fails the test unless `failing`."""

    def run(*, failing: bool = False) -> int:
        with app.app_context():
            count = run_due()
            errors = list(read().execute(select(Job.name, Job.error).where(Job.error.is_not(None))))
        assert failing or not errors, errors
        return count

    return run


@pytest.fixture
def live(request: pytest.FixtureRequest, stack: Stack, tmp_path: Path) -> Iterator[Live]:
    """The product in a process of its own, on fresh data."""
    data = tmp_path / "live"
    given = {name: str(value) for name, value in stack.fresh(data).items() if name != "data"}
    if "smtp" in request.fixturenames:
        given["smtp_url"] = request.getfixturevalue("smtp").url
    with product.living(data, **given) as running:
        yield running
    stack.clear(data)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium.driving() as running:
        yield running


@pytest.fixture
def page(browser: Browser, live: Live) -> Iterator[Page]:
    """A browser's page at the live house; what it complains of fails the test."""
    context = browser.new_context(base_url=live.url, reduced_motion="reduce")
    made = context.new_page()
    complaints = Complaints(made)
    made.set_default_timeout(10_000)
    vars(made)["complaints"] = complaints
    yield made
    context.close()
    assert not complaints.unexpected


@pytest.fixture(scope="session")
def data_sets() -> Path:
    """The folder of reference data, which is not part of the repository."""
    folder = Path(os.environ.get("HOMEGROUND_DATA_SETS") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("no reference data: set HOMEGROUND_DATA_SETS to its folder")
    return folder
