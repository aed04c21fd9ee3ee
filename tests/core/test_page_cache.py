"""Guests get pages that are kept whole, never what a fact has changed, and always in the form they asked for."""

import gzip
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from flask import Flask
from flask.testing import FlaskClient

from forum.core.clock import monotonic
from forum.core.events import KINDS, Event
from forum.core.pages import ledger, page
from forum.core.pages.declared import CHANGES, EVERYTHING, changed_by
from forum.core.pages.front import Front
from forum.core.tail import Tail
from forum.members.actions.standing import give_title
from tests.clients import apart
from tests.world import Talk, World

pytestmark = pytest.mark.data

CODERS = {"gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstandard.ZstdDecompressor().decompress}


@pytest.fixture
def tail(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Tail:
    monkeypatch.setattr(ledger, "STALE_AFTER_S", 60.0)  # a busy machine may be slow between two lines of a test
    made: Tail = app.extensions["tail"]
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client(use_cookies=False)


@pytest.fixture
def talk(world: World, tail: Tail) -> Talk:
    made = world.thread("How do I clean it?", tags=("soot",))
    tail.step()
    return made


def kept(app: Flask) -> int:
    front: Front = app.extensions["front"]
    return front.shelf.bytes


def test_a_page_asked_for_twice_is_drawn_once(talk: Talk, client: FlaskClient, statements: Any):
    first = client.get(talk.url)
    with statements() as said:
        again = client.get(talk.url)
    assert said == []
    assert again.data == first.data
    assert b"How do I clean it?" in again.data


def test_a_reply_is_there_as_soon_as_the_fact_is_told(world: World, talk: Talk, tail: Tail, client: FlaskClient):
    seen = {path: client.get(path).text for path in (talk.url, "/latest", "/", "/c/general", "/latest.atom")}
    world.reply(talk, source="With warm soapy water.")
    tail.step()
    assert "warm soapy water" not in seen[talk.url]
    assert "warm soapy water" in client.get(talk.url).text
    assert all(client.get(path).text != text for path, text in seen.items() if client.get(path).status_code == 200)


def test_what_happens_elsewhere_leaves_a_page_alone(
    world: World, talk: Talk, tail: Tail, client: FlaskClient, statements: Any
):
    client.get(talk.url)
    world.thread("Another one")
    tail.step()
    with statements() as said:
        client.get(talk.url)
    assert said == []


def test_how_a_member_looks_changes_wherever_they_wrote(world: World, talk: Talk, tail: Tail, client: FlaskClient):
    assert "Keeper of lanterns" not in client.get(talk.url).text
    give_title(world.admin().actor, world.member("ana").id, "Keeper of lanterns")
    tail.step()
    assert "Keeper of lanterns" in client.get(talk.url).text


def test_without_a_tail_that_looks_nothing_is_answered_from_what_is_kept(
    talk: Talk, tail: Tail, client: FlaskClient, statements: Any
):
    client.get(talk.url)
    tail.looked_at = monotonic() - 61.0
    with statements() as said:
        client.get(talk.url)
    assert said != []


def test_what_only_the_clock_changes_is_a_minute_old_at_most(
    talk: Talk, client: FlaskClient, statements: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("forum.core.pages.front.KEPT_S", 0.0)
    client.get(talk.url)
    with statements() as said:
        client.get(talk.url)
    assert said != []


@pytest.mark.parametrize("coding", CODERS)
def test_a_page_comes_in_the_coding_that_is_asked_for(talk: Talk, client: FlaskClient, coding: str):
    plain = client.get(talk.url)
    packed = client.get(talk.url, headers={"Accept-Encoding": coding})
    assert packed.headers["Content-Encoding"] == coding
    assert CODERS[coding](packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.headers["Vary"] == plain.headers["Vary"] == page.VARY


@pytest.mark.parametrize(("asked", "got"), [
    ("gzip, deflate, br, zstd", "zstd"), ("gzip, br", "br"), ("br;q=0, gzip", "gzip"), ("*", "zstd"), ("", None),
    ("identity", None), ("x-nonsense", None), ("gzip;q=0", None), (";;;", None), ("GZIP", "gzip"),
])  # fmt: skip
def test_the_best_coding_that_is_taken_is_chosen(talk: Talk, client: FlaskClient, asked: str, got: str | None):
    assert client.get(talk.url, headers={"Accept-Encoding": asked}).headers.get("Content-Encoding") == got


def test_who_has_seen_a_page_is_told_only_that_nothing_is_new(
    world: World, talk: Talk, tail: Tail, client: FlaskClient
):
    tag = client.get(talk.url).headers["ETag"]
    for sent in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        same = client.get(talk.url, headers={"If-None-Match": sent})
        assert (same.status_code, same.data, same.headers["ETag"]) == (304, b"", tag)
        assert same.headers["Cache-Control"] == "no-cache"
    world.reply(talk)
    tail.step()
    assert client.get(talk.url, headers={"If-None-Match": tag}).status_code == 200
    assert client.get(talk.url, headers={"If-None-Match": '"nonsense"'}).status_code == 200


def test_a_date_is_believed_only_when_no_other_page_can_have_it(
    talk: Talk, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    assert "Last-Modified" not in client.get(talk.url).headers
    monkeypatch.setattr(page, "SETTLED_S", -1.0)
    date = client.get(talk.url).headers["Last-Modified"]
    assert client.get(talk.url, headers={"If-Modified-Since": date}).status_code == 304
    tagged = {"If-Modified-Since": date, "If-None-Match": '"another"'}
    assert client.get(talk.url, headers=tagged).status_code == 200


def test_head_tells_what_get_would(talk: Talk, client: FlaskClient):
    for _round in range(2):
        told, got = client.head(talk.url), client.get(talk.url)
        assert told.data == b""
        assert told.headers == got.headers


def test_each_language_and_theme_has_its_own_page(talk: Talk, client: FlaskClient):
    asked: list[dict[str, str]] = [
        {}, {"Accept-Language": "pl"}, {"Accept-Language": "lv-LV,lv;q=0.9,en;q=0.1"}, {"Cookie": "language=ru"},
        {"Cookie": "theme=dark"}, {"Cookie": "theme=light; language=pl"},
    ]  # fmt: skip
    drawn = [client.get(talk.url, headers=headers).data for headers in asked]
    again = [client.get(talk.url, headers=headers).data for headers in asked]
    assert drawn == again
    assert len(set(drawn)) == len(asked)


def test_the_same_language_is_kept_once_however_it_is_asked_for(talk: Talk, client: FlaskClient, statements: Any):
    polish = client.get(talk.url, headers={"Accept-Language": "pl"}).data
    with statements() as said:
        for words in ("pl-PL", "pl,en;q=0.5", "xx, pl;q=0.3", "PL"):
            assert client.get(talk.url, headers={"Accept-Language": words}).data == polish
        assert client.get(talk.url, headers={"Accept-Language": "de", "Cookie": "language=pl"}).data == polish
    assert said == []


@contextmanager
def slowly(app: Flask) -> Iterator[tuple[list[str], threading.Event]]:
    """Let pages be drawn only when the event is set; lists what was begun."""
    begun: list[str] = []
    go_on = threading.Event()

    def wait() -> None:
        begun.append("one")
        go_on.wait(10)

    app.before_request_funcs[None].insert(0, wait)
    yield begun, go_on
    app.before_request_funcs[None].remove(wait)


def test_a_crowd_that_wants_one_page_has_it_drawn_once(app: Flask, talk: Talk):
    with slowly(app) as (begun, go_on), ThreadPoolExecutor(8) as crowd:
        asked = [crowd.submit(apart().run, app.test_client().get, talk.url) for _ in range(8)]
        threading.Timer(0.2, go_on.set).start()
        answers = {each.result().data for each in asked}
    assert len(begun) == 1
    assert len(answers) == 1


def test_who_waited_for_a_page_that_comes_to_nothing_draws_it(app: Flask, talk: Talk):
    with slowly(app) as (begun, go_on), ThreadPoolExecutor(4) as crowd:
        asked = [crowd.submit(apart().run, app.test_client().get, "/t/nothing/999") for _ in range(4)]
        threading.Timer(0.2, go_on.set).start()
        assert {each.result().status_code for each in asked} == {404}
    assert 1 <= len(begun) <= 4


def test_errors_and_redirects_are_not_kept(app: Flask, talk: Talk, client: FlaskClient):
    before = kept(app)
    assert client.get("/t/nothing/999999").status_code == 404
    assert client.get(f"/t/wrong-slug/{talk.id}").status_code == 301
    assert client.get("/sign-in").status_code == 200
    assert kept(app) == before


def test_every_fact_of_the_forum_says_what_it_changes(app: Flask):
    forum = {name for name, kind in KINDS.items() if kind.__module__.startswith("forum.")}
    assert forum - CHANGES.keys() == set(), (
        "say it in freshness.py: until then each changes every page"
    )


def test_a_fact_of_which_nobody_said_what_it_changes_changes_everything(app: Flask):
    @dataclass(frozen=True, slots=True)
    class SomethingNew(Event):
        pass

    assert changed_by(SomethingNew()) == {EVERYTHING}
