"""Redis goes away in every way, and nobody waits for it more than a moment."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from app import create_app
from forum.core.bell import RedisBell
from forum.core.clock import monotonic
from forum.core.config import Settings
from forum.core.limits import TooOften, limit
from forum.core.shared import PATIENCE_S, PAUSE_S, Resting, Shared
from tests.services import redis
from tests.services.redis import RedisServer
from tests.services.waiting import until

A_MOMENT_S = 0.2


@pytest.fixture(scope="module")
def server() -> Iterator[RedisServer]:
    with redis.running() as running:
        yield running


@pytest.fixture
def shared(server: RedisServer) -> Shared:
    return Shared(server.url)


def seconds(act: Callable[[], object]) -> float:
    began = monotonic()
    act()
    return monotonic() - began


def answers(shared: Shared) -> bool:
    try:
        with shared.asked():
            return bool(shared.redis.ping())
    except Exception:
        return False


@pytest.mark.parametrize("away", ["gone", "frozen"])
def test_s63_a_ring_waits_once_and_then_no_more(server: RedisServer, shared: Shared, away: str):
    bell = RedisBell(shared)
    bell.ring()
    with getattr(server, away)():
        assert seconds(bell.ring) < 2 * PATIENCE_S + A_MOMENT_S
        assert max(seconds(bell.ring) for _ in range(50)) < A_MOMENT_S
    until(lambda: answers(shared), seconds=PAUSE_S + 5, what="Redis to be asked again")
    bell.ring()
    assert answers(shared)


def test_s63_an_ear_hears_again_when_redis_is_back(server: RedisServer):
    bell = RedisBell(Shared(server.url))
    ear = bell.ear()
    ear.wait(0.01)
    with server.gone():
        assert seconds(lambda: ear.wait(0.05)) < 1
    until(lambda: answers(bell._shared), seconds=PAUSE_S + 5, what="Redis to be asked again")
    ear.wait(0.01)
    bell.ring()
    assert seconds(lambda: ear.wait(5)) < 1


def test_nobody_asks_before_it_has_answered_somebody_who_waits_aside(server: RedisServer, shared: Shared):
    with server.gone():
        assert not answers(shared)
        with pytest.raises(Resting), shared.asked():
            pass
    until(lambda: answers(shared), seconds=PAUSE_S + 5, what="Redis to be asked again")


@pytest.mark.parametrize("away", ["gone", "frozen"])
def test_s50_limits_without_their_store_let_read_and_let_nobody_guess_passwords(
    server: RedisServer, settings: Settings, away: str
):
    app: Flask = create_app(replace(settings, redis_url=server.url))
    with app.test_request_context(), getattr(server, away)():
        assert seconds(lambda: limit("reading", "1/minute", "ana")) < 2 * PATIENCE_S + A_MOMENT_S
        assert max(seconds(lambda: limit("reading", "1/minute", "ana")) for _ in range(50)) < A_MOMENT_S
        with pytest.raises(TooOften):
            limit("sign-in", "1/minute", "ana", closed=True)
