"""What becomes of a picture before anybody sees it."""

import zlib
from struct import pack

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from forum.core.refusal import Refused
from forum.media.darkroom import MAX_BYTES, develop
from tests.media import pictures

MEGABYTE = 2**20


def outcome(data: bytes) -> tuple[bytes, str]:
    """Give what became of a picture, or why it was refused."""
    try:
        return develop(data, "post").prints[0].data, ""
    except Refused as refusal:
        return b"", refusal.reason


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_a_picture_of_each_kind_becomes_webp(kind):
    [base] = develop(pictures.encoded(pictures.quarters(), kind), "post").prints
    image = pictures.opened(base.data)
    assert (image.format, image.size, base.name) == ("WEBP", (60, 40), "base.webp")


def test_s47_the_hostile_set_crashes_nothing_and_leaks_nothing():
    for path in pictures.hostile():
        data, reason = outcome(path.read_bytes())
        if not data:
            assert reason.endswith("."), path
            continue
        image = pictures.opened(data)
        assert not image.getexif(), path
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(image.info), path
        assert not any(secret in data for secret in pictures.SECRETS), path


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("heic_samplefilehub.heif", "HEIC"),
        ("hopper.heif", "HEIC"),
        ("tiff_Arbitro.tiff", "not a picture"),
        ("16bit.cropped.tif", "not a picture"),
        ("decompression_bomb.gif", "40 million"),
        ("decompression_bomb_extents.gif", "40 million"),
    ],
)
def test_s47_what_we_cannot_show_is_refused_with_a_sentence(name, word):
    with pytest.raises(Refused, match=word):
        develop(pictures.named(name), "post")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "no picture in it"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG"),
        (b"<?xml version='1.0'?><!DOCTYPE svg><svg onload='alert(1)'/>", "SVG"),
        (b"<html><script>alert(1)</script></html>", "not a picture"),
        (b"%PDF-1.7\n" + b"\xff\xd8\xff\xe0", "not a picture"),
        (b"BM" + bytes(200), "not a picture"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "not a picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "not a picture"),
        (b"GIF89a", "not a picture"),
        (bytes(MAX_BYTES + 1), "15 MB"),
    ],
)
def test_s47_wrong_types_are_refused_whatever_they_are_called(data, word):
    with pytest.raises(Refused, match=word) as refusal:
        develop(data, "post")
    assert refusal.value.field == "file"


def test_half_a_picture_is_refused():
    data = pictures.encoded(pictures.photograph(400, 300), "JPEG")
    with pytest.raises(Refused, match="damaged"):
        develop(data[: len(data) // 2], "post")


@pytest.mark.parametrize(
    "tail", [b"<script>alert(1)</script>", b"%PDF-1.7", b"PK\x03\x04", b"<?php __HALT_COMPILER();"]
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_s47_of_a_polyglot_only_the_pixels_are_left(kind, tail):
    data = pictures.encoded(pictures.quarters(), kind) + tail
    assert tail not in develop(data, "post").prints[0].data


def test_s47_position_comment_and_text_are_gone():
    notes = PngInfo()
    notes.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>home address</x:xmpmeta>")
    notes.add_text("Comment", "home address")
    exif = Image.Exif()
    exif[0x010E] = "home address"
    for data in (
        pictures.encoded(pictures.quarters(), "PNG", pnginfo=notes, exif=exif),
        pictures.encoded(pictures.quarters(), "JPEG", comment=b"home address", exif=exif),
        pictures.encoded(pictures.quarters(), "WEBP", xmp=b"<x:xmpmeta>home address", exif=exif),
    ):
        assert b"home address" in data or b"h\0o\0m\0e" in data
        assert b"home address" not in develop(data, "post").prints[0].data


def test_what_a_transparent_area_hides_does_not_leave():
    hidden = Image.new("RGBA", (64, 64), (200, 30, 30, 0))
    hidden.putpixel((0, 0), (0, 0, 0, 255))
    image = pictures.opened(develop(pictures.encoded(hidden), "post").prints[0].data)
    assert pictures.pixel(image, 40, 40) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("orientation", "kind"), [*((held, "JPEG") for held in range(1, 9)), (6, "PNG"), (6, "WEBP"), (6, "AVIF")]
)
def test_however_the_camera_was_held_the_picture_stands_upright(orientation, kind):
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = pictures.quarters()
    if orientation in turns:
        held = held.transpose(turns[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = pictures.opened(develop(pictures.encoded(held, kind, exif=exif, quality=95), "post").prints[0].data)
    assert image.size == (60, 40)
    corners = [pictures.pixel(image, *at) for at in ((5, 5), (55, 5), (5, 35), (55, 35))]
    wanted = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)]
    assert all(
        abs(a - b) < 40 for got, want in zip(corners, wanted, strict=True) for a, b in zip(got, want, strict=True)
    )


def test_s47_a_bomb_is_refused_by_its_header():
    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(50_000 * 6251), 9)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    with pytest.raises(Refused, match="40 million"):
        develop(bomb, "post")


def test_s47_frames_count_as_pixels():
    frames = [Image.new("L", (2000, 2000), shade) for shade in range(12)]
    with pytest.raises(Refused, match="all frames counted"):
        develop(pictures.encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]), "post")


def test_s47_metadata_that_unpacks_without_end_does_no_harm():
    bomb = zlib.compress(bytes(300 * MEGABYTE), 9)
    data = pictures.encoded(pictures.quarters())
    for kind, body in ((b"zTXt", b"Comment\0\0" + bomb), (b"iCCP", b"icc\0\0" + bomb)):
        chunk = pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))
        made, reason = outcome(data[:33] + chunk + data[33:])
        assert made or "damaged" in reason


def test_of_an_animation_the_first_frame_is_kept_and_said():
    frames = [Image.new("RGB", (20, 20), shade) for shade in ("red", "blue", "green")]
    done = develop(pictures.encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]), "post")
    assert done.animated
    red, green, blue = pictures.pixel(pictures.opened(done.prints[0].data), 10, 10)
    assert red > 200
    assert max(green, blue) < 60


def test_colours_of_another_profile_become_srgb():
    done = develop(pictures.named("pil_sample_cmyk.jpg"), "post")
    assert pictures.opened(done.prints[0].data).mode == "RGB"


def test_transparency_stays():
    image = pictures.opened(develop(pictures.named("transparent.png"), "post").prints[0].data)
    assert image.mode == "RGBA"
    assert 0 in image.getchannel("A").tobytes()


@pytest.mark.parametrize("size", [(9000, 30), (30, 9000), (1, 1), (2048, 2048), (2049, 7)])
def test_a_large_picture_is_made_smaller_a_small_one_never_larger(size):
    [base] = develop(pictures.encoded(Image.new("RGB", size)), "post").prints
    assert max(base.width, base.height) == min(max(size), 2048)
    assert min(base.width, base.height) >= 1


def test_variants_are_those_widths_that_are_smaller():
    [base] = develop(pictures.encoded(pictures.photograph(1000, 500), "JPEG"), "post").prints
    made = develop(base.data, "variants").prints
    assert [(each.name, each.width, each.height) for each in made] == [
        ("320.webp", 320, 160),
        ("640.webp", 640, 320),
    ]


def test_an_avatar_is_cut_square_from_the_middle():
    wide = Image.new("RGB", (900, 300), "blue")
    wide.paste(Image.new("RGB", (300, 300), "red"), (300, 0))
    made = develop(pictures.encoded(wide), "avatar").prints
    assert [(each.width, each.height) for each in made] == [(side, side) for side in (320, 192, 96, 48)]
    assert pictures.pixel(pictures.opened(made[2].data), 4, 48)[0] > 200


def test_a_logo_is_never_cut():
    made = develop(pictures.encoded(pictures.quarters((600, 200))), "logo").prints
    assert [(each.name, each.width, each.height) for each in made[:3]] == [
        ("base.webp", 600, 200),
        ("320.webp", 320, 107),
        ("icon-48.webp", 48, 48),
    ]
    square = pictures.opened(made[4].data)
    assert pictures.pixel(square, 96, 5)[3] == 0
    assert pictures.pixel(square, 5, 96)[3] == 255


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_s47_twelve_megapixels_stay_under_300_mb(kind):
    options = {"PNG": {"compress_level": 1}, "AVIF": {"speed": 10}, "WEBP": {"method": 0}}.get(kind, {})
    done = develop(pictures.encoded(pictures.photograph(), kind, **options), "post")
    assert done.peak < 300 * MEGABYTE
    assert (done.prints[0].width, done.prints[0].height) == (2048, 1536)


def test_s47_the_child_is_held_to_its_memory():
    canvas = Image.new("RGBA", (6300, 6300))
    assert develop(pictures.encoded(canvas), "post").peak < 700 * MEGABYTE


def test_the_child_sees_none_of_our_environment(monkeypatch):
    monkeypatch.setenv("HOMEGROUND_SECRET_KEY", "canary")
    monkeypatch.setenv("PYTHONSTARTUP", "/nonexistent")
    assert develop(pictures.encoded(pictures.quarters()), "post").prints


def test_sixteen_bits_a_pixel_and_palettes_are_read():
    sixteen = Image.new("I;16", (20, 20), 65535)
    palette = pictures.quarters().quantize(8)
    for image in (sixteen, palette, Image.new("1", (20, 20), 1), Image.new("LA", (20, 20), (255, 90))):
        made = develop(pictures.encoded(image), "post").prints[0].data
        assert pictures.pixel(pictures.opened(made), 3, 3)[0] > 200
