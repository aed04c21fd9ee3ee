"""What protects every request and answer."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from forum.core.security import local_path
from tests.world import World

PROBE = "/preview"


def test_s25_a_form_of_ours_is_taken(client: FlaskClient, world: World) -> None:
    assert world.post(client, "/theme", theme="dark", next="/").status_code == 303


@pytest.mark.parametrize("token", ["", "x", "AAAA", "é" * 40, "A" * 88])
def test_s25_a_form_without_a_token_of_ours_is_refused(client: FlaskClient, world: World, token: str) -> None:
    answer = world.post(client, "/theme", theme="dark", csrf_token=token)
    assert answer.status_code == 403


def test_s25_the_token_of_another_browser_is_refused(app: Flask, world: World) -> None:
    stranger, me = app.test_client(), app.test_client()
    world.token(me)
    assert me.post("/theme", data={"theme": "dark", "csrf_token": world.token(stranger)}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_s25_another_site_cannot_send_our_forms(client: FlaskClient, world: World, headers: dict[str, str]) -> None:
    token = world.token(client)
    answer = client.post("/theme", data={"theme": "dark", "csrf_token": token}, headers=headers)
    assert answer.status_code == 403


def test_s25_a_refused_form_gives_back_what_was_typed(client: FlaskClient) -> None:
    answer = client.post("/preview", data={"source": "a long letter", "csrf_token": "old"})
    assert answer.status_code == 403
    assert "a long letter" in answer.text


@pytest.mark.parametrize("path", ["/", "/nothing-here", "/readyz", "/robots.txt"])
def test_s28_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.evil"])
def test_s69_an_unknown_host_is_not_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code in {400, 421}


def test_s69_a_forwarded_host_is_not_believed(client: FlaskClient) -> None:
    text = client.get(
        "/latest.atom", headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    ).text
    assert "evil.example" not in text


def test_s31_a_guest_page_sets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/latest").headers


def test_s31_a_page_with_a_form_for_a_guest_is_not_kept_by_caches(client: FlaskClient, world: World) -> None:
    assert world.brand_id
    answer = client.get("/sign-in")
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "/%2f/evil.example",
        "/\tevil",
        "/\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "",
        "evil",
        "/a//b",
        "https:evil.example",
    ],
)
def test_s30_only_paths_of_ours_are_followed(target: str) -> None:
    assert local_path(target) is None


@given(st.text(alphabet="/\\.:@%2faejx \t\r\n", max_size=20))
def test_s30_a_followed_path_has_one_slash_and_no_host(target: str) -> None:
    path = local_path(target)
    assert path is None or (path.startswith("/") and not path.startswith("//") and "\\" not in path)


def test_s33_an_id_that_fits_no_database_is_not_there(client: FlaskClient, world: World) -> None:
    assert world.brand_id
    for number in ("99999999999999999999", "٣", "1e3", "-1", "0x1"):
        assert client.get(f"/t/x/{number}").status_code == 404


def test_a_body_that_is_too_large_is_refused(client: FlaskClient, world: World) -> None:
    assert world.post(client, "/theme", theme="x" * 10_000_000).status_code == 413


def test_s69_whoever_looks_after_the_house_may_ask_by_any_address(client: FlaskClient) -> None:
    assert client.get("/healthz", headers={"Host": "10.0.0.7:8000"}).status_code == 200
