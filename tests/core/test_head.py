"""The head of a request is read in one way, or not at all."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.head import Head

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,20}", fullmatch=True)
VALUES = st.text(st.characters(min_codepoint=0x21, max_codepoint=0xFF, exclude_categories=["Cc"]), max_size=30)
SAID_ONCE = ("content-length", "transfer-encoding", "host")


def read(*lines: bytes) -> Head:
    return Head(BytesIO(b"\r\n".join([*lines, b"", b"the body"])))


def test_names_are_found_however_they_are_written():
    head = read(b"HOST: example.org", b"content-type:text/plain", b"X-One: \t two ")
    assert head.get("host") == head.getheader("Host") == "example.org"
    assert head.typeheader == "text/plain"
    assert dict(head.variables()) == {"HTTP_HOST": "example.org", "HTTP_X_ONE": "two"}


def test_what_follows_the_head_is_left_alone():
    file = BytesIO(b"A: b\r\n\r\nthe body")
    Head(file)
    assert file.read() == b"the body"


@pytest.mark.parametrize("lines", [
    (b" Host: a",), (b"Host : a",), (b"no colon",), (b": a",), (b"Host: a", b" folded"), (b"Host: a\rb",),
    (b"Host: a\x00",), (b"Host: a\x0b",), (b"H\xf6st: a",), (b"Host: a", b"host: a"), (b"Content-Length: 1",) * 2,
    (b"Content-Length: +1",), (b"Content-Length: 1, 1",), (b"Content-Length: 0x1",), (b"Content-Length: -1",),
    (b"Content-Length: 1" + b"0" * 18,), (b"Transfer-Encoding: gzip, chunked",), (b"Transfer-Encoding: identity",),
    (b"Content-Length: 1", b"Transfer-Encoding: chunked"), (b"X: y",) * 101, (b"X: " + b"y" * 70_000,),
])  # fmt: skip
def test_s69_what_could_be_read_in_two_ways_is_refused(lines: tuple[bytes, ...]):
    with pytest.raises(ValueError, match="the request"):
        read(*lines)


def test_s69_a_head_that_breaks_off_is_no_request():
    with pytest.raises(ValueError, match="two ways"):
        Head(BytesIO(b"Host: a\r\nX: y"))


def test_s69_a_name_with_an_underscore_never_stands_for_one_with_a_hyphen():
    assert read(b"Content_Length: 5", b"X_Forwarded_For: evil").get("x-forwarded-for") is None


@given(st.lists(st.tuples(NAMES.filter(lambda name: name.lower() not in SAID_ONCE), VALUES), max_size=20))
def test_whatever_is_said_plainly_arrives_as_it_was_said(said: list[tuple[str, str]]):
    head = read(*(f"{name}: {value}".encode("latin-1") for name, value in said))
    usual = [(f"HTTP_{name.upper().replace('-', '_')}", value) for name, value in said]
    assert list(head.variables()) == [both for both in usual if both[0] != "HTTP_CONTENT_TYPE"]


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(data: bytes):
    try:
        head = Head(BytesIO(data + b"\r\n\r\n"))
    except ValueError:
        return
    assert all(name.isprintable() and "\n" not in value and "\r" not in value for name, value in head.variables())
