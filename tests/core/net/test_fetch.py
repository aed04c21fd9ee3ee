import tracemalloc
from collections.abc import Iterator
from time import monotonic

import pytest

from forum.core.net import NetError, fetch
from tests.core.net.servers import Served, serving


@pytest.fixture
def peer() -> Iterator[Served]:
    with serving() as served:
        yield served


@pytest.fixture
def other() -> Iterator[Served]:
    with serving() as served:
        yield served


def test_an_answer_comes_whole(peer: Served):
    got = fetch(f"{peer.url}/hello?q=ą b".replace(" ", "%20"), allow=[peer.place])
    assert (got.status, got.body, got.headers["content-type"]) == (200, b"hello", "text/plain; charset=utf-8")
    assert got.url == f"{peer.url}/hello?q=%C4%85%20b"
    assert peer.asked[0][2]["host"] == peer.place


def test_what_is_sent_arrives(peer: Served):
    fetch(
        f"{peer.url}/in", method="POST", body=b"{}", headers={"Content-Type": "a/b", "X-Sign": "1"}, allow=[peer.place]
    )
    method, path, headers, body = peer.asked[0]
    assert (method, path, body, headers["content-type"], headers["x-sign"]) == ("POST", "/in", b"{}", "a/b", "1")


def test_a_compressed_answer_is_read(peer: Served):
    assert fetch(f"{peer.url}/zipped", allow=[peer.place]).body == b"hello"


@pytest.mark.parametrize("page", ["big", "endless"])
def test_s43_no_more_than_the_limit_is_read(peer: Served, page: str):
    with pytest.raises(NetError, match="larger than 100,000 bytes"):
        fetch(f"{peer.url}/{page}", limit_bytes=100_000, allow=[peer.place])


def test_s43_a_small_answer_that_unpacks_to_a_huge_one_is_not_unpacked(peer: Served):
    tracemalloc.start()
    with pytest.raises(NetError, match="larger"):
        fetch(f"{peer.url}/bomb", limit_bytes=100_000, allow=[peer.place])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000


@pytest.mark.parametrize("page", ["drip", "drip-open", "drip-headers", "silent"])
def test_s43_the_time_is_for_everything_together(peer: Served, page: str):
    begun = monotonic()
    with pytest.raises(NetError, match="in time"):
        fetch(f"{peer.url}/{page}", timeout_s=0.5, allow=[peer.place])
    assert monotonic() - begun < 2


def test_s43_three_hops_and_no_more(peer: Served):
    assert fetch(f"{peer.url}/hops/2", allow=[peer.place]).body == b"hello"
    with pytest.raises(NetError, match="more than 3 times"):
        fetch(f"{peer.url}/hops/3", allow=[peer.place])
    with pytest.raises(NetError, match="more than 3 times"):
        fetch(f"{peer.url}/loop", allow=[peer.place])


def test_s43_nothing_is_remembered_between_requests(peer: Served):
    fetch(f"{peer.url}/hello", allow=[peer.place])
    fetch(f"{peer.url}/hello", allow=[peer.place])
    assert all("cookie" not in headers for *_, headers, _ in peer.asked)


def test_s43_the_environment_names_no_proxy(peer: Served, monkeypatch: pytest.MonkeyPatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch(f"{peer.url}/hello", allow=[peer.place]).status == 200


def test_s43_credentials_stay_with_their_host(peer: Served, other: Served):
    peer.lead_to(f"{other.url}/hello")
    sent = {"Authorization": "Bearer x", "X-Api-Key": "y", "Accept-Language": "lv"}
    fetch(f"{peer.url}/to/302", headers=sent, allow=[peer.place, other.place])
    kept = other.asked[0][2]
    assert not {"authorization", "x-api-key"} & set(kept)
    assert kept["accept-language"] == "lv"


def test_s43_a_body_is_not_carried_to_another_host(peer: Served, other: Served):
    peer.lead_to(f"{other.url}/hello")
    with pytest.raises(NetError, match="not given to others"):
        fetch(f"{peer.url}/to/307", method="POST", body=b"secret", allow=[peer.place, other.place])
    assert other.asked == []


def test_a_post_that_is_answered_elsewhere_is_fetched_there(peer: Served):
    peer.lead_to("/hello")
    fetch(f"{peer.url}/to/303", method="POST", body=b"x", headers={"Content-Type": "a/b"}, allow=[peer.place])
    method, path, headers, body = peer.asked[1]
    assert (method, path, body) == ("GET", "/hello", b"")
    assert "content-type" not in headers


def test_s43_the_type_of_an_answer_is_checked(peer: Served):
    assert fetch(f"{peer.url}/hello", accept="text/html, text/*", allow=[peer.place]).status == 200
    with pytest.raises(NetError, match="is text/plain, not text/html"):
        fetch(f"{peer.url}/hello", accept="text/html", allow=[peer.place])


def test_an_answer_that_is_none_is_told_in_plain_words(peer: Served):
    with pytest.raises(NetError, match="gave no answer that can be read"):
        fetch(f"{peer.url}/nonsense", allow=[peer.place])


@pytest.mark.parametrize(("name", "value"), [("X-A", "b\r\nX-B: c"), ("X A", "b"), ("Host", "evil"), ("Cookie", "a=b")])
def test_headers_that_would_deceive_are_refused(peer: Served, name: str, value: str):
    with pytest.raises(NetError, match="header"):
        fetch(f"{peer.url}/hello", headers={name: value}, allow=[peer.place])
    assert peer.asked == []
