"""The child that opens strangers' pictures: `python -m forum.media.press SOURCE FOLDER SHAPE:SIZE...`.

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

MEMORY = 1024 * 2**20
"""Address space, which for a twelve-megapixel picture is about three times what is really used."""
CPU_SECONDS = 10
FILE_BYTES = 32 * 2**20

_SHAPES: dict[str, Callable[[Image.Image, int], Image.Image]] = {
    "fit": lambda image, _side: image,
    "width": imaging.at_width,
    "crop": imaging.cropped,
    "pad": imaging.padded,
}
_NAMES = {"fit": "base", "pad": "icon-{}"}


def work(source: Path, folder: Path, orders: list[tuple[str, int]]) -> dict[str, object]:
    """Make a file for each order; the answer lists them with their sizes, or names the refusal.

    An order is a shape and a size in pixels: `fit` (all of it, its longer side at most so long), `width`
    (only if it is wider), `crop` (a square out of the middle) or `pad` (a square that holds all of it).
    """
    try:
        loaded = _load(source, orders)
        wanted = [(shape, size) for shape, size in orders if shape != "width" or size < loaded.image.width]
        files = [_written(folder, shape, size, loaded.image) for shape, size in wanted]
    except UnidentifiedImageError:
        return {"refused": _stranger(source)}
    except (imaging.TooManyPixels, Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return {"refused": "large"}
    except Exception as error:  # decoders of hostile bytes raise anything; the sentence is the same for all of it
        print(type(error).__name__, file=sys.stderr)  # noqa: T201
        return {"refused": "broken"}
    return {"files": files, "animated": loaded.animated}


def _load(source: Path, orders: list[tuple[str, int]]) -> imaging.Loaded:
    """Read the picture no larger than what is wanted of it."""
    squares = [size for shape, size in orders if shape == "crop"]
    if squares:
        return imaging.load(source, max(squares), cover=True)
    return imaging.load(source, next((size for shape, size in orders if shape == "fit"), imaging.MAX_PIXELS))


def _written(folder: Path, shape: str, size: int, image: Image.Image) -> dict[str, object]:
    made = _SHAPES[shape](image, size)
    data, name = imaging.webp(made), f"{_NAMES.get(shape, '{}').format(size)}.webp"
    (folder / name).write_bytes(data)
    return {"name": name, "width": made.width, "height": made.height, "bytes": len(data)}


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
    source, folder, *orders = sys.argv[1:]
    shapes = [(shape, int(size)) for shape, size in (order.split(":") for order in orders)]
    answer = work(Path(source), Path(folder), shapes)
    answer["peak"] = _peak()
    print(json.dumps(answer))  # noqa: T201


if __name__ == "__main__":
    main()
