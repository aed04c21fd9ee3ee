"""Dead lines are hung up, living ones are not, and a stopping house lets everybody go."""

import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from forum.realtime.sockets import RESTARTING
from tests.realtime.speaker import Speaker
from tests.services.product import Live, environ_of, until_stopped
from tests.services.waiting import until

pytestmark = pytest.mark.data


class Impatient(Live):
    """A house that waits a second where the product waits for twenty."""

    def command(self) -> list[str | Path]:
        return [sys.executable, Path(__file__).with_name("impatient.py")]


@pytest.fixture
def house(stack, tmp_path):
    data = tmp_path / "live"
    given = {name: str(value) for name, value in stack.fresh(data).items() if name != "data"}
    with until_stopped(Impatient(data, environ_of(given), founded=True)) as running:
        running.world.admin()
        until(lambda: running.get("/").status_code == 200, what="the brand")
        yield running
    stack.clear(data)


@pytest.fixture
def knock(house):
    """Open sockets of guests; they are closed at the end."""
    with ExitStack() as opened:
        yield lambda: opened.enter_context(Speaker(house.port))


def test_s51_a_half_open_line_is_hung_up_and_one_that_answers_is_not(knock):
    dead, living = knock().greet(), knock().greet()
    dead.join("list")
    living.join("list")
    began = time.monotonic()
    while time.monotonic() - began < 9:  # it answers pings as it listens
        living.listen()
    assert living.closed is None
    data = b"."
    while data:  # pings and a goodbye that came meanwhile, and then the end
        data = dead.socket.recv(65536)


def test_s51_whoever_does_not_join_is_not_waited_for(knock):
    silent, idle = knock(), knock().greet()
    assert {silent.until_closed(), idle.until_closed()} == {1008}


def test_s60_a_stopping_house_tells_pages_to_come_again_and_ends_well(house, knock):
    speakers = [knock().greet() for _number in range(5)]
    assert all("at" in speaker.join("list") for speaker in speakers)
    assert house.stop() == 0
    assert {speaker.until_closed() for speaker in speakers} == {RESTARTING}
