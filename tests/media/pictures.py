"""Pictures to test with: drawn here, or a published set of hostile ones that lies beside the repository."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

SETS = Path(os.environ.get("HOMEGROUND_DATA_SETS", Path(__file__).resolve().parents[3] / "shared" / "data"))
SECRETS = (b"Exif", b"EXIF", b"http://ns.adobe.com", b"<x:xmpmeta", b"XMP ", b"ICCP", b"GPS", b"Photoshop")


def hostile() -> list[Path]:
    """Give the pictures with positions, bombs, broken and strange parts; skip where they are absent."""
    found = sorted(path for path in (SETS / "images").glob("*/*") if path.suffix not in {".rst", ""})
    if not found:
        pytest.skip("set HOMEGROUND_DATA_SETS to the folder that holds images/ to run this")
    return found


def named(name: str) -> bytes:
    """Read one picture of the hostile set."""
    return next(path for path in hostile() if path.name == name).read_bytes()


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """Encode a drawn picture."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def quarters(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Draw red, green, blue and yellow quarters, so that one sees which way is up."""
    image = Image.new("RGB", size, "red")
    draw, (width, height) = ImageDraw.Draw(image), size
    draw.rectangle((width // 2, 0, width, height // 2), "lime")
    draw.rectangle((0, height // 2, width // 2, height), "blue")
    draw.rectangle((width // 2, height // 2, width, height), "yellow")
    return image


def photograph(width: int = 4000, height: int = 3000) -> Image.Image:
    """Draw something as hard to encode as a photograph: shapes, gradients and grain."""
    grain = Image.effect_noise((width // 4, height // 4), 60).resize((width, height), Image.Resampling.BICUBIC)
    slope = Image.linear_gradient("L").resize((width, height))
    bowl = Image.radial_gradient("L").resize((width, height))
    planes = (Image.blend(slope, grain, 0.4), Image.blend(bowl, grain, 0.3), Image.blend(grain, slope, 0.6))
    return Image.merge("RGB", planes)


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    """Read one pixel, as a list of its channels."""
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def opened(data: bytes) -> Image.Image:
    """Read a result back."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image
