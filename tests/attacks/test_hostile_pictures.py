"""Files that are no pictures, or more than pictures, sent through the form: a sentence, never a fault (S29, S47)."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from forum.core.db import read
from forum.media.models import Picture
from tests.attacks.doors import forgive
from tests.media.pictures import SECRETS, encoded, named, quarters
from tests.world import World

pytestmark = pytest.mark.data

SCRIPT = b"<script>ran(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="ran(1)"><script>ran(1)</script></svg>'


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> bytes:
    """Give a PNG of some bytes that unpacks to as many pixels as it claims."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 10**6)) + chunk(b"IEND", b"")


REFUSED = {
    "nothing": b"", "words": b"no picture at all", "svg": SVG, "html": b"<!doctype html>" + SCRIPT,
    "pdf": b"%PDF-1.7\n" + SCRIPT, "a gif that is a script": b"GIF89a/*\x00\x00*/=1;ran(1)//" + SCRIPT,
    "xml": b'<?xml version="1.0"?>' + SVG, "a bomb": bomb(30_000, 30_000), "a line without end": bomb(2**31 - 1, 1),
    "no pixels": bomb(0, 0), "zeros": b"\0" * 5000, "half a picture": encoded(quarters(), "JPEG")[:200],
    "a tiff": encoded(quarters(), "TIFF"), "a bmp": encoded(quarters(), "BMP"), "an icon": encoded(quarters(), "ICO"),
    "postscript": b"%!PS-Adobe-3.0\n", "a program": b"\x7fELF\x02\x01\x01", "an archive": b"PK\x03\x04" + b"\0" * 100,
}  # fmt: skip
TAKEN = {
    "words after it": lambda: encoded(quarters(), "JPEG") + SCRIPT, "svg after it": lambda: encoded(quarters()) + SVG,
    "a comment in it": lambda: encoded(quarters(), "JPEG", comment=SCRIPT), "a place": lambda: named("exif_gps.jpg"),
}  # fmt: skip
NAMES = (
    "'><script>ran(1)</script>.png",
    "../../../app.py",
    "x" * 3000 + ".png",
    ".htaccess",
    "CON.png",
    "\u202egnp.exe",
)
BROKEN = (
    b"", b"--x", b"--x\r\n\r\n", b"--x--", b"--x\r\n" * 5000,
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + b"a" * 70_000,
    b'--x\r\nContent-Disposition: form-data; name="\r\n\r\n--x--',
    b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=utf-99\r\n\r\nx\r\n--x--',
)  # fmt: skip
ELSEWHERE = (
    "..%2f..%2fsecret.key", "../base.webp", "base.svg", "base.html", "%00base.webp", "base.webp%00.html", "BASE.WEBP",
    "base.webp;x", "base", ".", "..", "CON", "/etc/passwd",
)  # fmt: skip


@pytest.fixture
def ana(world: World) -> FlaskClient:
    return world.client(world.member("ana"))


def send(world: World, client: FlaskClient, data: bytes, name: str = "x.png", kind: str = "image/png") -> TestResponse:
    forgive(world.app)
    fields = {"csrf_token": world.token(client), "alt": "Four colours", "file": (BytesIO(data), name, kind)}
    return client.post("/media/pictures", data=fields, content_type="multipart/form-data")


def count() -> int:
    return read().scalar(select(func.count()).select_from(Picture)) or 0


def test_s47_what_is_no_picture_of_ours_gets_a_sentence(world: World, ana: FlaskClient):
    for what, data in REFUSED.items():
        answer = send(world, ana, data)
        assert answer.status_code in {413, 415, 422}, what
        assert "field-error" in answer.text, what
        assert 'value="Four colours"' in answer.text, "the words are not lost"
        assert "ran(1)" not in answer.text
    assert count() == 0


def test_s47_of_what_is_more_than_a_picture_only_the_picture_is_kept(world: World, ana: FlaskClient):
    for what, make in TAKEN.items():
        answer = send(world, ana, make(), "x.jpg", "text/html")
        assert answer.status_code == 303, what
        key = answer.location.rpartition("/")[2]
        files = read().execute(select(Picture.files).where(Picture.key == key)).scalar_one()
        for file in files:
            served = ana.get(f"/media/{key}/{file['name']}")
            assert (served.status_code, served.content_type) == (200, "image/webp")
            assert served.headers["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in served.headers["Content-Security-Policy"]
            assert not [secret for secret in (*SECRETS, b"script", b"svg") if secret in served.data], what


def test_s33_a_hostile_file_name_is_forgotten(world: World, ana: FlaskClient):
    for number, name in enumerate(NAMES):
        answer = send(world, ana, encoded(quarters((20 + number, 20))), name)
        assert answer.status_code == 303
        page = ana.get(answer.location).text
        assert "ran(1)" not in page
        assert "htaccess" not in page


def test_s33_a_form_without_a_file_or_with_too_many_gets_a_sentence(world: World, ana: FlaskClient):
    token = {"csrf_token": world.token(ana), "alt": "Nothing"}
    two = [(BytesIO(encoded(quarters())), "x.png"), (BytesIO(SVG), "y.svg")]
    forms: tuple[dict[str, Any], ...] = (
        {}, {"file": "words"}, {"file": (BytesIO(b""), "")}, {"file": two}, {"kind": "face"},
        {"kind": ["post", "logo"]}, {"once": "\0" * 5000}, {"alt": "x" * 5000},
    )  # fmt: skip
    for form in forms:
        answer = ana.post("/media/pictures", data=token | form, content_type="multipart/form-data")
        assert answer.status_code in {303, 403, 422}, form
    assert count() <= 1


def test_s33_a_broken_multipart_body_is_refused(world: World, ana: FlaskClient):
    headers = {"X-CSRF-Token": world.token(ana)}
    for body in BROKEN:
        answer = ana.post("/media/pictures", data=body, content_type="multipart/form-data; boundary=x", headers=headers)
        assert answer.status_code in {400, 413, 422}, body[:100]


def test_s29_no_address_of_a_picture_leads_to_another_file(world: World, ana: FlaskClient):
    key = send(world, ana, encoded(quarters())).location.rpartition("/")[2]
    for name in ELSEWHERE:
        assert ana.get(f"/media/{key}/{name}").status_code in {404, 405, 308}, name
    assert ana.get(f"/media/{key.upper()}/base.webp").status_code == 404
