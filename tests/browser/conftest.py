"""What browser tests may ask for: an empty house and the demo's, each running once, and people to visit them."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from app import create_app
from forum.core.config import Settings
from forum.core.db import db
from forum.core.setup import bring_up_to_date
from tests.browser.houses import House, Visits, standing
from tests.services.smtp import Smtp
from tests.services.waiting import until
from tests.shots import play


@pytest.fixture(scope="session")
def house(mail_server: Smtp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with a brand and nothing else, for people who act."""
    with standing(tmp_path_factory.mktemp("house") / "data", smtp_url=mail_server.url) as running:
        running.world.admin()  # until then every page leads to the first run
        until(lambda: running.live.get("/").status_code == 200, what="the brand")
        yield running


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The house of `make demo`, to look at; nobody changes it."""
    data = tmp_path_factory.mktemp("demo") / "data"
    shutil.copytree(played(tmp_path_factory), data)
    with standing(data) as running:
        yield running


def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play the demo world once for all workers of a run; gives the data folder, to be copied."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "played"
    folder.mkdir(exist_ok=True)
    with (folder / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            with create_app(Settings(data=folder / "data")).app_context():
                bring_up_to_date()
                play()
                db.engine.dispose()
            (folder / "done").touch()
    return folder / "data"


@pytest.fixture
def visit(browser: Browser, house: House) -> Iterator[Visits]:
    """Open browsers at the empty house: `page = visit(ana)`; what their pages complain of fails the test."""
    visits = Visits(browser, house.live.url, house.world)
    yield visits
    visits.close()
    assert not visits.unexpected


@pytest.fixture
def look(browser: Browser, demo: House) -> Iterator[Visits]:
    """Open browsers at the demo's house, as `visit` does at the other."""
    visits = Visits(browser, demo.live.url, demo.world)
    yield visits
    visits.close()
    assert not visits.unexpected
