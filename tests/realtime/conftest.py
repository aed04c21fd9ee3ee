"""A running house for sockets, and people who speak to it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.realtime.speaker import Speaker
from tests.services import product
from tests.services.product import Live
from tests.services.waiting import until
from tests.stack import Stack
from tests.world import Someone

Speak = Callable[..., Speaker]


@pytest.fixture(scope="module")
def house(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One house for the tests of a file; each makes its own threads in it."""
    data: Path = tmp_path_factory.mktemp("sockets") / "live"
    given = {name: str(value) for name, value in stack.fresh(data).items() if name != "data"}
    with product.living(data, **given) as running:
        running.world.admin()
        until(lambda: running.get("/").status_code == 200, what="the brand")
        yield running
    stack.clear(data)


@pytest.fixture
def speak(house: Live) -> Iterator[Speak]:
    """Open sockets: `speak(ana)` is greeted already, `speak()` a guest; `greet=False` says nothing yet."""
    with ExitStack() as opened:

        def open_one(who: Someone | None = None, *, greet: bool = True, **about: Any) -> Speaker:
            client = house.world.client(who)
            cookie = client.get_cookie("session")
            about = {"cookie": f"session={cookie.value}"} | about if cookie else about
            speaker = opened.enter_context(Speaker(house.port, **about))
            return speaker.greet(house.world.token(client) if who else "") if greet else speaker

        yield open_one
