"""The house is asked to stop while people are in it: what is under way is finished, and nobody is kept waiting."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from forum.core.clock import monotonic
from forum.core.db import read
from forum.threads.models import Post
from tests.attacks.crowd import Crowd
from tests.attacks.houses import standing
from tests.attacks.visits import Visit
from tests.attacks.wire import Wire
from tests.services.product import Live
from tests.services.waiting import listens, until
from tests.stack import Stack

pytestmark = pytest.mark.alone

SOON_S = 10


@pytest.fixture
def house(stack: Stack, tmp_path: Path) -> Iterator[Live]:
    with standing(stack, tmp_path / "live") as running:
        yield running


def sources(house: Live, talk_id: int) -> set[str]:
    stored = select(Post.source).where(Post.thread_id == talk_id, Post.number > 1)
    with house.world.app.app_context():
        return set(read().scalars(stored))


def test_s60_a_reply_that_is_half_sent_is_finished(house: Live):
    ana = house.world.member("ana")
    talk, visit = house.world.thread(by=ana), Visit(house, ana)
    form = urlencode({"csrf_token": visit.token, "source": "Half of this came before the bell."}).encode()
    with Wire(house.port) as idle, Wire(house.port), Wire(house.port) as busy, ThreadPoolExecutor() as pool:
        idle.send("GET /healthz HTTP/1.1", f"Host: 127.0.0.1:{house.port}")
        assert idle.answer()
        busy.send(
            f"POST /threads/{talk.id}/posts HTTP/1.1", f"Host: 127.0.0.1:{house.port}",
            f"Cookie: session={visit.session.cookies['session']}", f"Content-Length: {len(form)}",
            "Content-Type: application/x-www-form-urlencoded", "Expect: 100-continue", body=form[:20],
        )  # fmt: skip
        begun = busy.answer()
        assert begun
        assert begun.status == 100
        before = monotonic()
        code = pool.submit(house.stop)
        until(lambda: not listens(house.port), what="the door to be shut")
        busy.socket.sendall(form[20:])
        done = busy.answer()
        assert done
        assert (done.status, done.headers["location"]) == (303, f"{talk.url}/2#post-2")
        assert code.result() == 0
    assert monotonic() - before < SOON_S / 2, "idle connections are not waited for"
    assert sources(house, talk.id) == {"Half of this came before the bell."}
    assert "Traceback" not in house.said


@pytest.mark.data
def test_s60_of_many_replies_under_way_none_is_torn(house: Live):
    crowd = Crowd(house, house.world.thread(), 20, 8)
    before = monotonic()
    with crowd.speaking():
        crowd.wait_for(40)
        before = monotonic()
        assert house.stop() == 0
    assert monotonic() - before < SOON_S
    assert sources(house, crowd.talk.id) == {crowd.source(key) for key in crowd.acknowledged}
    assert "Traceback" not in house.said
