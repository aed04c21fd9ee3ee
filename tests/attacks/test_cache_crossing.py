"""A page of a member never comes out for a guest or for another member, whatever they send (S31)."""

from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.attacks.kept import House
from tests.world import World

pytestmark = pytest.mark.data

PATHS = ("/", "/latest", "/c/stoves", "/t/a-thread-of-ana/1", "/u/ana", "/latest.atom", "/tags", "/categories",
         "/sign-in", "/settings/profile", "/drafts", "/threads/1.atom")  # fmt: skip
FORGED = "f" * 43
LANGUAGES = ("", "pl", "lv, en;q=0.5")
THEMES = ("", "dark", "purple")
EXTRA = {
    "HX-Request": "true", "Range": "bytes=0-99", "If-None-Match": '"x"', "X-Forwarded-Host": "evil.example",
    "X-Original-URL": "/drafts", "X-Rewrite-URL": "/drafts", "X-HTTP-Method-Override": "POST",
    "Accept": "application/json",
    "Authorization": "Bearer x", "Accept-Encoding": "identity", "Cache-Control": "max-age=3600", "Pragma": "no-cache",
    "X-Forwarded-For": "10.0.0.1", "Sec-Fetch-Site": "cross-site", "Referer": "http://localhost/drafts",
}  # fmt: skip
COOKIES = {"_ga": "GA1.2", "guest": "g" * 32, "notice": "forged", "keys": "off", "x": "session=y"}
MARKS = ("menu-name", "csrf-token", 'id="act"', "/sign-out", "data-composer-src", 'name="csrf_token"')
"""What only the pages of members hold; the last one forms of guests do, too, and those are not kept."""


class Request(NamedTuple):
    """Somebody asks for something in some way."""

    who: str
    path: str
    language: str
    theme: str
    extra: frozenset[str]
    cookies: frozenset[str]
    method: str
    noise: str


requests = st.builds(
    Request, st.sampled_from(["guest", "guest", "ana", "ben", "forged"]), st.sampled_from(PATHS),
    st.sampled_from(LANGUAGES), st.sampled_from(THEMES), st.frozensets(st.sampled_from(sorted(EXTRA)), max_size=3),
    st.frozensets(st.sampled_from(sorted(COOKIES)), max_size=2), st.sampled_from(["GET", "GET", "HEAD"]),
    st.sampled_from(["", "?utm_source=x", "?session=x", "?_method=DELETE", "?before=1", "?before=%00"]),
)  # fmt: skip


@pytest.fixture
def house(world: World, monkeypatch: pytest.MonkeyPatch) -> House:
    ana, ben = world.member("ana"), world.member("ben")
    world.reply(world.thread("A thread of Ana", by=ana, tags=("soot",)), by=ben)
    return House(world, monkeypatch)


@pytest.fixture
def sessions(house: House) -> dict[str, str]:
    members = {name: house.session(house.world.member(name)) for name in ("ana", "ben")}
    house.hear()
    return members | {"forged": FORGED}


def headers_of(request: Request, sessions: dict[str, str]) -> dict[str, str]:
    cookies = {name: COOKIES[name] for name in request.cookies}
    cookies |= {"theme": request.theme} if request.theme else {}
    cookies |= {"session": sessions[request.who]} if request.who in sessions else {}
    said = {name: EXTRA[name] for name in request.extra}
    said |= {"Accept-Language": request.language} if request.language else {}
    return said | ({"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {})


def check(request: Request, text: str, cached: str, form: bool) -> None:
    """See that an answer holds nothing of anybody else."""
    if request.who in {"guest", "forged"}:
        assert not [mark for mark in MARKS[: 5 if form else 6] if mark in text], request
        return
    other = {"ana": "ben", "ben": "ana"}[request.who]
    assert f'menu-name">{other}<' not in text, request
    assert "no-store" in cached or "atom" in request.path, request


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(requests, min_size=4, max_size=14))
def test_s31_nobody_is_given_the_page_of_somebody_else(house: House, sessions: dict[str, str], asked: list[Request]):
    for request in asked:
        answer = house.ask(request.path + request.noise, headers_of(request, sessions), method=request.method)
        check(request, answer.text, answer.headers["Cache-Control"], request.path == "/sign-in")
        assert request.method == "GET" or not answer.data


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(requests, min_size=4, max_size=10), requests)
def test_s31_a_guest_sees_what_they_would_see_if_nobody_had_been_there_before(
    house: House, sessions: dict[str, str], before: list[Request], last: Request
):
    plain = last._replace(who="guest", extra=frozenset(), cookies=frozenset(), method="GET", noise="")
    if plain.path == "/sign-in":  # its form has a token of its own for each
        return
    house.forget()
    for request in (*before, *before, plain):
        house.ask(request.path + request.noise, headers_of(request, sessions), method=request.method)
    said = headers_of(plain, sessions)
    assert house.ask(plain.path, said).data == house.as_new(plain.path, said).data


def test_s31_a_session_that_ends_takes_its_pages_along(house: House, sessions: dict[str, str]):
    cookie = {"Cookie": f"session={sessions['ana']}"}
    assert "menu-name" in house.ask("/latest", cookie).text
    assert "menu-name" not in house.ask("/latest").text
    house.world.suspend(house.world.member("ana"))
    house.hear()
    assert "menu-name" not in house.ask("/latest").text


def test_s31_no_page_that_is_kept_brings_a_cookie_or_a_form_with_a_token(house: House, sessions: dict[str, str]):
    for path in PATHS:
        answer = house.ask(path)
        if path not in {"/sign-in", "/settings/profile", "/drafts"}:
            assert "Set-Cookie" not in answer.headers, path
            assert "csrf" not in answer.text, path
    assert {asked.path for asked in house.kept_for()} == {*PATHS} - {"/sign-in", "/settings/profile", "/drafts"}
