"""What one visitor sends never gets into the page of the next, nor fills the house with pages (S31, S69)."""

from typing import Any

import pytest

from forum.core.security import HEADERS
from tests.attacks.kept import House
from tests.world import Talk, World

pytestmark = pytest.mark.data

EVIL = "evil-example"
SAID = {
    "X-Forwarded-Host": f"{EVIL}.org", "X-Forwarded-Proto": EVIL, "X-Forwarded-Prefix": f"/{EVIL}", "X-Host": EVIL,
    "X-Original-URL": f"/{EVIL}", "X-Rewrite-URL": f"/{EVIL}", "Forwarded": f"host={EVIL}", "User-Agent": EVIL,
    "Referer": f"http://localhost/{EVIL}", "Origin": f"http://{EVIL}", "X-HTTP-Method-Override": "DELETE",
    "Accept-Language": f"{EVIL}, en", "Cookie": f"theme={EVIL}; language={EVIL}; _ga={EVIL}", "Via": EVIL,
    "Accept-Encoding": EVIL, "X-Forwarded-For": "6.6.6.6", "HX-Target": EVIL, "HX-Current-URL": f"http://{EVIL}/",
}  # fmt: skip


@pytest.fixture
def talk(world: World) -> Talk:
    return world.thread("How do I clean it?", tags=("soot",))


@pytest.fixture
def house(world: World, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(world, monkeypatch)


@pytest.mark.parametrize("header", SAID)
def test_s31_what_a_header_says_does_not_reach_the_next_visitor(house: House, talk: Talk, header: str):
    for path in ("/", "/latest", talk.url, "/latest.atom", "/sitemap.xml", "/robots.txt"):
        first, then = house.ask(path, {header: SAID[header]}), house.ask(path)
        assert EVIL not in first.text + then.text + str(then.headers), path
        assert then.data == house.as_new(path).data, path
    assert EVIL not in repr(house.kept_for())


@pytest.mark.parametrize("query", [
    f"?utm_source={EVIL}", f"?next=//{EVIL}", f"?before={EVIL}", f"?before=%00{EVIL}", f"?before=1-1&before={EVIL}",
    f"?BEFORE={EVIL}", f"?results={EVIL}&vote={EVIL}", f"?{EVIL}", f"?a[]={EVIL}", f"?before[]={EVIL}", f"?q=%ff{EVIL}",
    f"?;before={EVIL}", f"?{'&'.join(f'x{n}={EVIL}' for n in range(50))}", f"?before={'1' * 30}-1",
])  # fmt: skip
def test_s31_what_a_query_says_does_not_reach_the_next_visitor(house: House, talk: Talk, query: str):
    for path in ("/latest", "/", talk.url, "/c/stoves"):
        house.ask(path + query)
        assert EVIL not in house.ask(path).text
        assert house.ask(path).data == house.as_new(path).data
    assert EVIL not in repr(house.kept_for())


def test_s31_queries_without_end_make_one_page(house: House, talk: Talk):
    for number in range(300):
        assert house.ask(f"{talk.url}?campaign={number}").status_code == 200
    assert len(house.kept_for()) == 1


def test_s31_ports_and_capitals_of_a_host_make_one_page(house: House, talk: Talk):
    for host in ("localhost", "LOCALHOST", "localhost:80", "localhost:8000", "Localhost:1"):
        assert house.ask(talk.url, {"Host": host}).status_code == 200
    assert {asked.host for asked in house.kept_for()} == {"localhost"}
    assert len(house.kept_for()) == 1


@pytest.mark.parametrize("host", [
    "evil.example", "localhost.evil.example", "evil.example:80", "localhost@evil.example", "localhost/evil", "",
    "[evil]",    "localhost, evil.example", "localhost:port", "[::1", "x" * 5000, "127.0.0.1#evil",
])  # fmt: skip
def test_s69_a_host_that_is_not_ours_gets_no_page_and_leaves_none(house: House, talk: Talk, host: str):
    house.ask(talk.url)
    before = house.kept_for()
    assert house.ask(talk.url, {"Host": host}).status_code in {400, 421}
    assert house.kept_for() == before


@pytest.mark.parametrize("path", [
    "/settings/x.css", "/latest/x.css", "/latest.css", "/t/how-do-i-clean-it/1/x.css", "/t/how-do-i-clean-it/1.css",
    "/LATEST", "/latest%00", "/latest%00.css", "/latest%0a", "/latest;x.css", "/%6catest/x.js", "/latest%2fx.css",
    "/C/stoves", "/u/ana/x.css", "/t/how-do-i-clean-it/1%00", "/t/how-do-i-clean-it/٣", "/t//1",
    "/c/stoves/..%2f..%2fsettings",
])  # fmt: skip
def test_s31_an_address_that_is_almost_one_of_ours_is_not_there_and_not_kept(house: House, path: str):
    answer = house.ask(path)
    assert answer.status_code in {301, 308, 404}
    assert not house.kept_for()


def test_a_visit_that_asks_for_a_part_or_only_for_the_head_leaves_the_whole_page(house: House, talk: Talk):
    whole = house.as_new(talk.url).data
    for given in ({"headers": {"Range": "bytes=0-9"}}, {"method": "HEAD"}, {"headers": {"If-None-Match": "*"}}):
        house.forget()
        house.ask(talk.url, **given)
        assert house.ask(talk.url).data == whole
    part = house.ask(talk.url, {"Range": "bytes=0-9"})
    assert (part.status_code, part.data) == (200, whole)


def test_fragments_and_pages_are_not_mixed_up(house: House, talk: Talk):
    for path in (talk.url, "/latest"):
        house.ask(path, {"HX-Request": "true"})
        assert not house.kept_for()
        assert house.ask(path).text.startswith("<!doctype html>")
        house.forget()


@pytest.mark.parametrize("given", [
    {"method": "POST"}, {"method": "DELETE"}, {"method": "PUT"}, {"method": "OPTIONS"}, {"method": "PROPFIND"},
    {"method": "GET", "data": "a=b"}, {"method": "GET", "headers": {"Authorization": "Bearer x"}},
    {"method": "GET", "headers": {"Accept": "application/json"}},
])  # fmt: skip
def test_what_is_not_a_plain_visit_neither_gets_nor_leaves_a_kept_page(house: House, talk: Talk, given: dict[str, Any]):
    house.ask(talk.url, **given)
    assert not house.kept_for()


def test_s28_a_kept_page_carries_what_protects_every_other(house: House, talk: Talk):
    for _round in range(2):
        answer = house.ask(talk.url, {"Accept-Encoding": "gzip"})
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["Cache-Control"] == "no-cache"
        assert "nonce" not in answer.headers["Content-Security-Policy"]


def test_s31_an_error_is_told_to_each_in_their_own_way(house: House):
    assert house.ask("/t/nothing/99", {"Accept": "application/json"}).is_json
    assert house.ask("/t/nothing/99").mimetype == "text/html"
    assert house.ask("/t/nothing/99", {"Accept": "application/json"}).is_json
