"""Turn a stranger's picture into one of ours: upright, sRGB, bounded in size, and nothing but pixels.

Everything is kept as WebP, because it was measured (Pillow 13, one core, photographs 320 to 1280 pixels wide,
equal PSNR): AVIF at speed 8 is 5 to 17 % smaller and takes 2.5 to 4 times as long (at 1280 pixels 0.25-0.29 s
instead of 0.11 s; at speed 6 0.8-0.9 s). WebP is also the one of the two that `<img srcset>` may name alone.
"""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
MAX_PIXELS = 40_000_000
"""Width times height times frames."""
MAX_FRAMES = 1000
QUALITY = 82
EFFORT = 4

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PLAIN_MODES = {"L", "RGB", "RGBA", "CMYK"}
"""Modes that can be made smaller as they are; others are converted at full size first."""


class TooManyPixels(Exception):
    """More pixels, over all frames, than a picture may have."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A clean picture in memory; `animated` says that only the first of several frames was taken."""

    image: Image.Image
    animated: bool


def load(path: Path, side: int, *, cover: bool = False) -> Loaded:
    """Read a picture by its content alone; bring its longer side (with `cover` the shorter) down to `side`.

    It is made smaller before anything else is done to it: twelve megapixels must not be copied about.
    """
    with Image.open(path, formats=FORMATS) as source:
        frames = _frames(source)
        if source.width * source.height * frames > MAX_PIXELS:
            raise TooManyPixels
        orientation, profile = _orientation(source), source.info.get("icc_profile")
        size = _bounded(source.size, side, cover)
        source.draft("RGB", size)
        source.load()
        image = _smaller(source, size)
        _walk(source, frames)
    image = _in_srgb(image, profile)
    turn = _TURNS.get(orientation)
    return Loaded(_bare(image.transpose(turn) if turn is not None else image), frames > 1)


def at_width(image: Image.Image, width: int) -> Image.Image:
    """Scale to a width, keeping the proportions."""
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def cropped(image: Image.Image, side: int) -> Image.Image:
    """Cut a square out of the middle: a face."""
    return ImageOps.fit(image, (side, side), Image.Resampling.LANCZOS)


def padded(image: Image.Image, side: int) -> Image.Image:
    """Set the whole picture into a transparent square: a logo loses no letter."""
    return ImageOps.pad(image.convert("RGBA"), (side, side), Image.Resampling.LANCZOS, color=(0, 0, 0, 0))


def webp(image: Image.Image) -> bytes:
    """Encode, with no metadata of any kind."""
    out = io.BytesIO()
    image.save(out, "WEBP", quality=QUALITY, method=EFFORT, exif=b"", xmp=b"", icc_profile=None)
    return out.getvalue()


def _frames(source: Image.Image) -> int:
    """Count frames; the further pictures of a phone's JPEG (depth, preview) are never looked at."""
    return 1 if source.format in {"JPEG", "MPO"} else int(getattr(source, "n_frames", 1))


def _walk(source: Image.Image, frames: int) -> None:
    """Look at the later frames of a GIF: each may claim a size of its own, which Pillow checks on the way."""
    if source.format == "GIF":
        if frames > MAX_FRAMES:
            raise TooManyPixels
        for number in range(1, frames):
            source.seek(number)


def _orientation(source: Image.Image) -> int:
    """Read how the camera was held; broken metadata says nothing, and is no reason to refuse the picture."""
    try:
        return int(source.getexif().get(_ORIENTATION, 1))
    except Exception:  # a parser of hostile bytes raises whatever it likes, struct.error and TypeError among it
        return 1


def _bounded(size: tuple[int, int], side: int, cover: bool) -> tuple[int, int]:
    scale = side / (min(size) if cover else max(size))
    return size if scale >= 1 else (max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))


def _smaller(source: Image.Image, size: tuple[int, int]) -> Image.Image:
    image = source
    if source.mode not in _PLAIN_MODES or "transparency" in source.info:
        image = source.convert("RGBA" if source.has_transparency_data else "RGB")
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0) if size != image.size else image.copy()


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Apply the colour profile, since it is thrown away; one that cannot be read is only thrown away."""
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        wanted = "RGBA" if image.mode == "RGBA" else "RGB"
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode=wanted)
            return turned or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.convert("RGBA" if image.mode == "RGBA" else "RGB")


def _bare(image: Image.Image) -> Image.Image:
    """Drop all that is not seen: metadata, a needless alpha channel, and the colours that one hides."""
    if image.mode == "RGBA":
        alpha = image.getchannel("A")
        if alpha.getextrema() == (255, 255):
            image = image.convert("RGB")
        else:
            image = Image.composite(image, Image.new("RGBA", image.size), alpha.point([0] + [255] * 255))
    image.info = {}
    return image
