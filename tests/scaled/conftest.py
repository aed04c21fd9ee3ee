"""The scaled house whole, once for all tests here, with a Redis that can be taken away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.houses import Visits
from tests.services import fleet, redis
from tests.services.fleet import Fleet
from tests.services.postgres import Postgres
from tests.services.redis import RedisServer
from tests.stack import Scaled


@pytest.fixture(scope="module")
def redis_server() -> Iterator[RedisServer]:
    """A Redis for the fleet alone."""
    with redis.running() as server:
        yield server


@pytest.fixture(scope="module")
def house(cluster: Postgres, redis_server: RedisServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """Two processes for pages, two for sockets and two workers, behind nginx."""
    folder: Path = tmp_path_factory.mktemp("fleet")
    stack = Scaled(folder / "stack", cluster, redis_server.url, mould="fleet_mould")
    given = stack.fresh(folder / "data")
    with fleet.standing(folder, given["database_url"], given["redis_url"]) as running:
        yield running
    stack.clear(folder / "data")


@pytest.fixture
def visit(browser: Browser, house: Fleet) -> Iterator[Visits]:
    """Open browsers at the house; what their pages complain of fails the test."""
    visits = Visits(browser, house.url, house.world)
    yield visits
    visits.close()
    assert not visits.unexpected
