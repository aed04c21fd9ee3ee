"""What reaches the server itself: hosts that are not ours, targets of odd form, requests with two ends (S30, S69)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.attacks.houses import standing
from tests.attacks.visits import Visit
from tests.attacks.wire import Answer, Wire
from tests.media.pictures import encoded, quarters
from tests.services.product import Live
from tests.stack import Stack

pytestmark = pytest.mark.xdist_group("wire")

EVIL = "evil.example"


@pytest.fixture(scope="module")
def house(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with standing(stack, tmp_path_factory.mktemp("wire") / "live", Live) as running:
        running.world.thread("An open thread", tags=("soot",))
        yield running


def ask(house: Live, *lines: str, body: bytes = b"") -> Answer | None:
    """Send one request as it stands, with our Host unless there is one."""
    with Wire(house.port) as wire:
        hosted = [] if any(line.lower().startswith("host:") for line in lines) else [f"Host: 127.0.0.1:{house.port}"]
        wire.send(lines[0], *hosted, *lines[1:], body=body)
        return wire.answer()


def answers(house: Live, data: bytes) -> list[bytes]:
    """Send bytes, stop sending, and list the status lines that come back."""
    with Wire(house.port) as wire:
        wire.socket.sendall(data)
        wire.socket.shutdown(1)
        return [line for line in wire.rest().split(b"\r\n") if line.startswith(b"HTTP/1.")]


@pytest.mark.parametrize("host", [
    EVIL, f"{EVIL}:80", f"127.0.0.1.{EVIL}", f"{EVIL}@127.0.0.1", f"127.0.0.1@{EVIL}", f"127.0.0.1:80@{EVIL}", "127.1",
    "127.0.0.1, evil.example", "127.0.0.1/evil", "127.0.0.1#evil", "[::1", "[::1]evil", "[evil]", "2130706433", "0",
    "127.0.0.1\tevil", "\xff\xfe", "x" * 5000, "127.0.0.1:port", "127.0.0.1:99999999", "..", "%31%32%37.0.0.1", "",
])  # fmt: skip
def test_s69_a_host_that_is_not_ours_gets_nothing_but_a_word(house: Live, host: str):
    answer = ask(house, "GET /latest HTTP/1.1", f"Host: {host}")
    assert answer
    assert answer.status in {400, 421} or (answer.status == 200 and host.startswith("127.0.0.1:"))
    assert EVIL.encode() not in answer.body
    assert b"An open thread" not in answer.body or answer.status == 200


@pytest.mark.parametrize("lines", [
    ("GET /latest HTTP/1.1", "Host: 127.0.0.1", f"Host: {EVIL}"),
    ("GET /latest HTTP/1.1", f"Host: {EVIL}", "Host: 127.0.0.1"),
    ("POST /theme HTTP/1.1", "Content-Length: 5", "Content-Length: 0"),
    ("POST /theme HTTP/1.1", "Content-Length: 5, 5"),
    ("POST /theme HTTP/1.1", "Content-Length: +5"), ("POST /theme HTTP/1.1", "Content-Length: -5"),
    ("POST /theme HTTP/1.1", "Content-Length: 0x5"), ("POST /theme HTTP/1.1", "Content-Length: ٣"),
    ("POST /theme HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: chunked"),
    ("POST /theme HTTP/1.1", "Transfer-Encoding: chunked", "Content-Length: 5"),
    ("POST /theme HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: xchunked"),
    ("POST /theme HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: identity"),
    ("POST /theme HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: chunked, identity"),
    ("POST /theme HTTP/1.1", "Content-Length: 5", "Transfer-Encoding:\x0bchunked"),
    ("POST /theme HTTP/1.1", "Content-Length: 5", "Transfer-Encoding : chunked"),
    ("POST /theme HTTP/1.1", "Content-Length: 5", " Transfer-Encoding: chunked"),
    ("POST /theme HTTP/1.1", "Transfer-Encoding: chunked", "Transfer-Encoding: identity"),
    ("GET /latest HTTP/3.0",), ("GET /latest HTTP/1.x",), ("GET /latest HTTP/",), ("GET  /latest  HTTP/1.1 extra",),
    ("\x00\x01\x02",), ("GET /latest HTTP/1.1", "no colon at all"),
])  # fmt: skip
def test_s69_a_request_that_could_be_read_in_two_ways_is_refused_and_the_line_cut(house: Live, lines: tuple[str, ...]):
    hosted = [] if any(line.lower().startswith("host:") for line in lines) else ["Host: 127.0.0.1"]
    head = "\r\n".join([lines[0], *hosted, *lines[1:], "", ""]).encode("latin-1", "replace")
    smuggled = b"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    got = answers(house, head + smuggled)
    assert len(got) <= 1
    assert all(b" 400 " in line for line in got)


@pytest.mark.parametrize("target", [
    f"http://{EVIL}/latest", f"https://{EVIL}/", f"http://{EVIL}@127.0.0.1/latest", "*", "latest", f"//{EVIL}",
    f"//{EVIL}/%2e%2e", f"/\\{EVIL}", f"/%2f%2f{EVIL}", f"/%5c{EVIL}", f"/latest;@{EVIL}", f"/latest?next=//{EVIL}",
    "/%00", "/\x7f", "/../../etc/passwd",
    "/static/../../app.py", "/static/%2e%2e/%2e%2e/app.py", "/static//etc/passwd", "/media/..%2f..%2fsecret.key/x",
    "/static/..%5c..%5capp.py", "/brand/1.1.css/../../app.py", f"/start?next=https://{EVIL}", "/" + "a" * 5000,
])  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_s30_no_target_leads_away_or_to_our_files(house: Live, method: str, target: str):
    with Wire(house.port) as wire:
        wire.send(f"{method} {target} HTTP/1.1", f"Host: 127.0.0.1:{house.port}", "Connection: close")
        head, _, body = wire.rest().partition(b"\r\n\r\n")
    status = int(head.split()[1])
    assert status < 500
    assert b"location: http" not in head.lower()
    assert b"location: //" not in head.lower()
    assert b"HOMEGROUND" not in body
    assert b"root:" not in body
    assert b"monkey" not in body


SAID = {
    "X-Forwarded-Host": EVIL, "X-Forwarded-Server": EVIL, "X-Host": EVIL, "X-Original-URL": f"/{EVIL}",
    "X-Rewrite-URL": f"/{EVIL}", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": f"/{EVIL}",
    "X-HTTP-Method-Override": "DELETE", "Forwarded": f"for=1.2.3.4;host={EVIL};proto=https",
}  # fmt: skip


@pytest.mark.parametrize("header", SAID)
def test_s69_what_a_proxy_might_say_is_not_believed_without_one(house: Live, header: str):
    for path in ("/latest", "/latest.atom", "/sitemap.xml", "/robots.txt", "/threads/1", "/sign-in"):
        with_it, without = [Visit(house).get(path, headers=headers) for headers in ({header: SAID[header]}, {})]
        assert (with_it.status_code, len(with_it.text)) == (without.status_code, len(without.text)), path
        assert EVIL not in with_it.text + str(with_it.headers)


def test_s69_an_address_in_x_forwarded_for_is_not_believed_without_a_proxy(house: Live):
    visit, statuses = Visit(house), []
    for number in range(22):
        headers = {"X-Forwarded-For": f"10.0.{number}.1", "X-CSRF-Token": visit.token}
        form = {"email": f"nobody{number}@example.org"}
        answer = visit.session.post(f"{house.url}/password-reset", data=form, headers=headers, allow_redirects=False)
        statuses.append(answer.status_code)
    assert set(statuses[:20]) == {303}
    assert set(statuses[20:]) == {429}


def test_s33_headers_without_end_are_refused(house: Live):
    long = ask(house, "GET /latest HTTP/1.1", "X-Long: " + "x" * 100_000)
    assert long is None or long.status in {400, 414, 431}
    many = ask(house, "GET /latest HTTP/1.1", *(f"X-{n}: y" for n in range(1000)))
    assert many is None or many.status in {400, 431}
    target = ask(house, "GET /" + "x" * 20_000 + " HTTP/1.1")
    assert target is None or target.status == 414
    assert house.get("/healthz").status_code == 200


def test_s33_after_a_body_that_is_too_large_the_answer_still_arrives(house: Live):
    visit = Visit(house, house.world.member("ana"))
    answer = visit.post("/settings/profile", about="x" * 10_000_000)
    assert answer.status_code == 413
    assert "too large" in answer.text
    assert visit.post("/settings/profile", about="Short again.").status_code == 303


def test_a_picture_arrives_whether_its_size_is_told_before_or_not(house: Live):
    visit = Visit(house, house.world.member("ana"))
    fields = {"csrf_token": visit.token, "alt": "Four colours", "kind": "post"}
    sent: dict[str, Any] = {
        "files": {"file": ("x.png", encoded(quarters()))},
        "data": fields,
        "allow_redirects": False,
        "timeout": 20,
    }
    whole = visit.session.post(f"{house.url}/media/pictures", **sent)
    assert whole.status_code == 303
    form = urlencode({"csrf_token": visit.token, "about": "In pieces."}).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    in_pieces = visit.session.post(
        f"{house.url}/settings/profile", data=iter([form[:10], form[10:]]), headers=headers, allow_redirects=False
    )
    assert in_pieces.request.headers["Transfer-Encoding"] == "chunked"
    assert in_pieces.status_code == 303
