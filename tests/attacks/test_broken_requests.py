"""Requests that are broken, oversized or of another shape than any form: refused in a sentence, and nothing changes."""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.core.db import read
from forum.media.views import TAKING
from forum.threads.models import Post
from tests.attacks.doors import Doors
from tests.world import Someone, Talk, World

pytestmark = pytest.mark.data

FORM = "application/x-www-form-urlencoded"
BROKEN = {
    "a lone surrogate": b"source=half+%ED%A0%80+a+letter",
    "bytes that are no text": b"source=%FF%FE+and+%C0%AF+and+%80",
    "raw bytes": b"source=\xff\xfe\x80 raw",
    "a broken escape": b"source=%zz+%+%4",
    "an overlong form": b"source=%F4%90%80%80",
}
HOSTILE_JSON = [
    '{"source": ["a"], "alt": {"a": 1}, "decorative": "x"}',
    "[]",
    "null",
    "{" * 5000,
    '{"alt": "\\ud800\\u0000"}',
]

HEADERS = (
    "Accept", "Accept-Language", "Accept-Encoding", "Range", "If-None-Match", "If-Modified-Since", "Referer",
    "User-Agent", "HX-Request", "Authorization", "X-Forwarded-For", "Content-Type", "Origin", "X-CSRF-Token",
    "Sec-Fetch-Site", "Idempotency-Key", "Forwarded", "Expect", "Cookie",
)  # fmt: skip


@pytest.fixture
def ana(world: World) -> Someone:
    return world.member("ana")


@pytest.fixture
def talk(world: World, ana: Someone) -> Talk:
    return world.thread(by=ana)


def posts() -> int:
    return read().scalar(select(func.count()).select_from(Post)) or 0


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
def test_s33_a_body_that_is_no_utf8_is_taken_as_far_as_it_can_be_read(
    world: World, ana: Someone, talk: Talk, body: bytes
):
    visitor = world.client(ana)
    body += b"&" + urlencode({"csrf_token": world.token(visitor)}).encode()
    answer = visitor.post(f"/threads/{talk.id}/posts", data=body, content_type=FORM)
    if b"\xff" in body:  # no browser sends such a form, and nothing in it can be read
        assert answer.status_code == 403
        return
    assert answer.status_code == 303
    assert visitor.get(answer.location).status_code == 200
    kept = read().scalars(select(Post.source).order_by(Post.id.desc()).limit(1)).one()
    kept.encode()


@pytest.mark.parametrize("path", ["/t/%ff/1", "/c/%ed%a0%80", "/c/%c0%af", "/u/%ff%fe", "/%80", "/c/%00", "/u/a%00b",
                                  "/tags/%00", "/t/x%00/1", "/media/%00/x", "/c/%00.atom", "/latest%00"])  # fmt: skip
def test_s33_a_path_that_is_no_text_leads_nowhere(client: FlaskClient, world: World, path: str):
    assert world.brand_id
    assert client.get(path).status_code == 404


def test_s33_a_body_of_ten_megabytes_is_refused_at_every_door(world: World):
    doors = Doors(world)
    for rule in doors.forms():
        fields = doors.fit(source="x" * 10_000_000)
        answer = doors.send(rule, fields, content_type=FORM)
        assert answer.status_code == 413 or (rule.endpoint in TAKING and answer.status_code < 500), rule
    parts = doors.client.post("/start", data={"file": (BytesIO(b"x" * 10**7), "x")}, content_type="multipart/form-data")
    assert parts.status_code == 413


def test_s40_a_thousand_fields_and_many_parts_are_no_trouble(world: World, ana: Someone, talk: Talk):
    visitor = world.client(ana)
    fields = {f"field{number}": "x" for number in range(1000)}
    answer = world.post(visitor, f"/threads/{talk.id}/posts", source="One of many", **fields)
    assert answer.status_code == 303
    parts = {"csrf_token": world.token(visitor), "source": "One of many parts", **fields}
    assert visitor.post(f"/threads/{talk.id}/posts", data=parts, content_type="multipart/form-data").status_code == 413


def test_s40_of_a_field_that_is_sent_twice_one_counts(world: World, ana: Someone, talk: Talk):
    visitor = world.client(ana)
    answer = world.post(
        visitor, f"/threads/{talk.id}/posts", source=["first words", "second words"], to=["1", "2", "x"]
    )
    assert answer.status_code in {303, 422}
    assert posts() == (2 if answer.status_code == 303 else 1)


def test_s40_a_body_of_another_kind_is_no_form_and_no_fault(world: World):
    doors = Doors(world)
    kinds = ("application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "no/thing")
    statuses = {}
    for rule in doors.rules(changing=True):
        doors.world.sign_in(doors.client, doors.admin)
        token = {"X-CSRF-Token": world.token(doors.client)}
        for kind, body in [
            *(("application/json", body) for body in HOSTILE_JSON),
            *((kind, "--x\r\n") for kind in kinds),
        ]:
            answer = doors.send(rule, body, content_type=kind, headers=token)
            statuses[rule.endpoint, kind, body] = answer.status_code
    assert {asked: status for asked, status in statuses.items() if status >= 500} == {}
    wordy = {"threads.reply", "threads.start", "threads.edit", "polls.open_poll", "members.join", "members.sign_in"}
    assert {status for (door, *_), status in statuses.items() if door in wordy} <= {400, 415, 422}


def test_s33_a_method_that_an_address_does_not_know_is_refused(world: World):
    doors = Doors(world)
    for rule in doors.rules(changing=False):
        for method in ("PUT", "PATCH", "TRACE", "PROPFIND", "CONNECT"):
            answer = doors.client.open(
                doors.address(rule), method=method, data={"csrf_token": world.token(doors.client)}
            )
            assert answer.status_code in {404, 405}, (rule, method)


def test_s33_a_key_or_a_notice_that_we_never_made_is_as_good_as_none(client: FlaskClient, world: World):
    assert world.brand_id
    for value in ("", "x", "x" * 43, "\xe9" * 30, "x" * 5000, "\x01" * 30, "'; DROP TABLE member; --", '"', '"\\377'):
        names = ("session", "guest", "notice", "language", "theme", "keys")
        headers = {"Cookie": "; ".join(f"{name}={value}" for name in names)}
        for path in ("/latest", "/sign-in", "/settings/appearance"):
            assert client.get(path, headers=headers).status_code == 200


def test_s33_a_header_of_nonsense_is_no_fault(client: FlaskClient, world: World):
    assert world.brand_id
    statuses = {}
    for name in HEADERS:
        for value in ("", "x" * 8000, "\xff\xfe", "*/*;q=nan", "bytes=9-1,-,a", ",;=,,", "http://[", "%"):
            headers = {name: value}
            for path in ("/latest", "/sign-in", "/latest.atom"):
                statuses[name, value, path] = client.get(path, headers=headers).status_code
            statuses[name, value, "post"] = client.post("/settings/profile", data={}, headers=headers).status_code
    assert {asked: status for asked, status in statuses.items() if status >= 500} == {}
