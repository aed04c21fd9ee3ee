"""Two processes hold sockets: each follows the facts by itself, and Redis carries who is here."""

import json
from contextlib import ExitStack

import pytest
from redis import Redis

from forum.realtime.sockets import COME_AGAIN
from forum.realtime.wire import CHANNEL
from tests.realtime.speaker import Speaker
from tests.services.product import Live, environ_of, until_stopped
from tests.services.waiting import until
from tests.stack import SCALED

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not SCALED, reason="the embedded house is one process: HOMEGROUND_TEST_STACK=scaled"),
]


@pytest.fixture
def houses(stack, tmp_path):
    data = tmp_path / "live"
    environ = environ_of({name: value for name, value in stack.fresh(data).items() if name != "data"})
    with ExitStack() as standing:
        one = standing.enter_context(until_stopped(Live(data, environ, founded=True)))
        one.world.admin()
        address = {"HOMEGROUND_URL": one.url, "HOMEGROUND_WORKERS": "0"}
        two = standing.enter_context(until_stopped(Live(data, environ | address)))
        until(lambda: two.get("/").status_code == 200, what="the brand")
        yield one, two
    stack.clear(data)


@pytest.fixture
def speak(houses):
    """Open a member's socket at one of the houses, which all go by the name of the first."""
    one, _two = houses
    with ExitStack() as opened:

        def open_one(house, who):
            client = one.world.client(who)
            cookie = f"session={client.get_cookie('session').value}"
            speaker = opened.enter_context(Speaker(house.port, cookie=cookie, host=f"127.0.0.1:{one.port}"))
            return speaker.greet(one.world.token(client))

        yield open_one


def test_what_happens_is_heard_in_both_and_so_is_who_reads_and_types(houses, speak):
    one, two = houses
    ana, ben = one.world.member("ana"), one.world.member("ben")
    talk = one.world.thread("Two processes")
    channel = f"thread:{talk.id}"
    here, there = speak(one, ana), speak(two, ben)
    here.join(channel)
    there.join(channel)
    for speaker, other in ((here, "ben"), (there, "ana")):
        assert other in speaker.event("here", lambda words, other=other: other in words["html"])["html"]
    there.ask("typing", {"channel": channel})
    assert here.event("typing") == {"channel": channel, "name": "ben"}
    one.world.reply(talk, by=one.world.member("cleo"), source="Heard everywhere.")
    for speaker in (here, there):
        speaker.event("pieces", lambda words: "Heard everywhere." in str(words))


def test_s08_signing_out_here_ends_a_socket_there(houses, speak):
    one, two = houses
    ana = one.world.member("ana")
    there = speak(two, ana)
    there.join("list")
    one.world.suspend(ana)
    assert there.until_closed() == COME_AGAIN


def test_s40_strange_words_on_the_wire_are_passed_over(houses, speak, redis_url):
    one, two = houses
    talk = one.world.thread("Strange words")
    channel = f"thread:{talk.id}"
    there = speak(two, one.world.member("ben"))
    there.join(channel)
    torn = {"from": "x", "here": channel}
    strange = [b"\x80\x04.", b"[]", b"null", b"{", {"from": 1}, {"from": "x", "typing": []}, torn]
    with Redis.from_url(redis_url) as redis:
        for words in strange:
            redis.publish(CHANNEL, words if isinstance(words, bytes) else json.dumps(words))
        redis.publish(CHANNEL, json.dumps({"from": "x", "typing": channel, "name": "zoe"}))
    assert there.event("typing")["name"] == "zoe"
