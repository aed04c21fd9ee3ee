"""The child process that opens strangers' pictures: `python -m forum.media.press PLAN SOURCE FOLDER`.

It writes WebP files into FOLDER and a line of JSON to its output: what it made, or the word of a refusal.
Should a picture take it over or bring it down: there is no database, session or secret in here, and little
time and memory.
"""

import json
import resource
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

from PIL import AvifImagePlugin, Image, UnidentifiedImageError

from forum.media import imaging

BASE_SIDE = 2048
WIDTHS = (320, 640, 1280)
AVATAR_SIDES = (48, 96, 192, 384)
LOGO_SIDES = (48, 96, 192, 512)
LOGO_SIDE = 1024

MEMORY = 1024 * 2**20
"""Address space, which for a twelve-megapixel picture is about three times what is really used."""
CPU_SECONDS = 10
FILE_BYTES = 32 * 2**20

Shape = tuple[str, Image.Image]


def post(source: Path) -> tuple[list[Shape], bool]:
    """Make what a post shows until the variants are there."""
    loaded = imaging.load(source, BASE_SIDE)
    return [("base", loaded.image)], loaded.animated


def variants(source: Path) -> tuple[list[Shape], bool]:
    """Make the smaller widths of a picture that is already ours."""
    image = imaging.load(source, BASE_SIDE).image
    return [
        (f"{width}", imaging.at_width(image, width)) for width in imaging.smaller_widths(image.width, WIDTHS)
    ], False


def avatar(source: Path) -> tuple[list[Shape], bool]:
    """Make squares cut out of the middle, the largest first."""
    loaded = imaging.load(source, AVATAR_SIDES[-1], cover=True)
    return [
        (f"{side}", imaging.cropped(loaded.image, side)) for side in reversed(AVATAR_SIDES)
    ], loaded.animated


def logo(source: Path) -> tuple[list[Shape], bool]:
    """Make the logo as it is, and whole in squares for icons."""
    loaded = imaging.load(source, LOGO_SIDE)
    squares = [(f"{side}", imaging.padded(loaded.image, side)) for side in LOGO_SIDES]
    return [("base", loaded.image), *squares], loaded.animated


PLANS: dict[str, Callable[[Path], tuple[list[Shape], bool]]] = {
    "post": post,
    "variants": variants,
    "avatar": avatar,
    "logo": logo,
}


def work(plan: str, source: Path, folder: Path) -> dict[str, object]:
    """Carry a plan out; the answer lists the files with their sizes, or names the refusal."""
    try:
        shapes, animated = PLANS[plan](source)
        files = [_written(folder, name, image) for name, image in shapes]
    except UnidentifiedImageError:
        return {"refused": _stranger(source)}
    except (imaging.TooManyPixels, Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return {"refused": "large"}
    except (
        Exception
    ) as error:  # decoders of hostile bytes raise anything; the sentence is the same for all of it
        print(type(error).__name__, file=sys.stderr)  # noqa: T201
        return {"refused": "broken"}
    return {"files": files, "animated": animated}


def _written(folder: Path, name: str, image: Image.Image) -> dict[str, object]:
    data = imaging.webp(image)
    (folder / f"{name}.webp").write_bytes(data)
    return {"name": f"{name}.webp", "width": image.width, "height": image.height, "bytes": len(data)}


def _stranger(source: Path) -> str:
    """Tell apart what people most often send by mistake, so that the sentence helps."""
    with source.open("rb") as file:
        head = file.read(1024)
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"hevc", b"mif1", b"msf1"}:
        return "heic"
    return "svg" if b"<svg" in head.lower() else "type"


def _fence() -> None:
    """Bound what this process may take, and hold a warning about pixels to be an error.

    Warnings about metadata are let pass: cameras write it badly, and all of it is thrown away.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Image.MAX_IMAGE_PIXELS = imaging.MAX_PIXELS
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", module=r"PIL\.(Tiff|Jpeg)ImagePlugin")


def _peak() -> int:
    """Tell the most memory in use so far, in bytes.

    Not by getrusage where it can be helped: on Linux that begins with what the parent had when it forked.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Do one piece of work and report it."""
    _fence()
    plan, source, folder = sys.argv[1:]
    answer = work(plan, Path(source), Path(folder))
    answer["peak"] = _peak()
    print(json.dumps(answer))  # noqa: T201


if __name__ == "__main__":
    main()
