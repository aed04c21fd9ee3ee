"""Hand a picture to the child process and take back files, or a sentence that tells how to mend it."""

import json
import logging
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask_babel import lazy_gettext

from forum.core.config import ROOT
from forum.core.refusal import Refused

log = logging.getLogger(__name__)

SECONDS = 12
WAIT_SECONDS = 5
MAX_BYTES = 15 * 2**20
"""Most bytes a picture may have when it arrives."""

WIDTHS = (320, 640, 1280)
"""Widths that a post offers besides the picture itself."""
_PLANS = {
    "post": ("fit:2048",),
    "variants": tuple(f"width:{width}" for width in WIDTHS),
    "avatar": ("crop:320", "crop:192", "crop:96", "crop:48"),
    "logo": ("fit:1024", "width:320", "pad:48", "pad:96", "pad:192", "pad:512"),
}

_REFUSALS: dict[str, tuple[int, object]] = {
    "type": (
        415,
        lazy_gettext("This is not a picture we can show. Save it as JPEG, PNG, WebP, AVIF or GIF and try again."),
    ),
    "heic": (
        415,
        lazy_gettext("HEIC pictures do not show in every browser. Export it as JPEG and try again."),
    ),
    "svg": (415, lazy_gettext("SVG drawings can carry programs. Export it as PNG and try again.")),
    "large": (
        413,
        lazy_gettext(
            "This picture has more than 40 million pixels, all frames counted. Make it smaller and try again."
        ),
    ),
    "heavy": (
        413,
        lazy_gettext("This picture is over 15 MB. Save it smaller, as JPEG or WebP, and try again."),
    ),
    "broken": (
        422,
        lazy_gettext("This picture is damaged or not complete. Save it once more, or choose another one."),
    ),
    "slow": (422, lazy_gettext("This picture took too long to read. Save it as JPEG or PNG and try again.")),
    "empty": (422, lazy_gettext("There is no picture in it. Choose a picture and send it again.")),
    "busy": (503, lazy_gettext("Many pictures are arriving just now. Wait a minute and try again.")),
    "full": (
        503,
        lazy_gettext("There is no room for new pictures just now. Post without it, and tell the staff, please."),
    ),
    "away": (503, lazy_gettext("Pictures cannot be kept just now. Wait a minute and try again.")),
    "again": (409, lazy_gettext("This picture is still arriving. Wait a moment.")),
    "quick": (429, lazy_gettext("That was a little fast. Wait a minute, then send the next picture.")),
    "quota": (429, lazy_gettext("That is enough pictures for today. Come back tomorrow with the next ones.")),
}

_BARE = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
_seats = threading.BoundedSemaphore(2)
"""Two children at a time: their memory is bounded, so is the sum."""


@dataclass(frozen=True, slots=True)
class Print:
    """One file that the child made."""

    name: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Developed:
    """What became of a picture; `peak` is the child's largest resident memory in bytes."""

    prints: list[Print]
    animated: bool
    peak: int


class NotTaken(Refused):
    """A picture that is not taken; `status` is how HTTP says why."""

    def __init__(self, word: str) -> None:
        self.status, reason = _REFUSALS[word]
        super().__init__(str(reason), "file")


def develop(data: bytes, plan: str) -> Developed:
    """Make our files from a stranger's bytes; `plan` is a kind of picture, or "variants".

    Raises NotTaken with a sentence for the person who sent them.
    """
    if not data:
        raise NotTaken("empty")
    if len(data) > MAX_BYTES:
        raise NotTaken("heavy")
    if not _seats.acquire(timeout=WAIT_SECONDS):
        raise NotTaken("busy")
    try:
        with TemporaryDirectory(prefix="picture-") as folder:
            return _run(data, plan, Path(folder))
    except OSError as error:
        log.warning("no room to work on a picture: %s", error)
        raise NotTaken("full") from error
    finally:
        _seats.release()


def _run(data: bytes, plan: str, folder: Path) -> Developed:
    source = folder / "source"
    source.write_bytes(data)
    answer = _ask_child(plan, source, folder)
    if "refused" in answer:
        raise NotTaken(answer["refused"])
    prints = [
        Print(file["name"], file["width"], file["height"], (folder / file["name"]).read_bytes())
        for file in answer["files"]
    ]
    return Developed(prints, answer["animated"], answer["peak"])


def _ask_child(plan: str, source: Path, folder: Path) -> dict[str, Any]:
    """Run the child with nothing of ours in its environment; a child that dies has refused."""
    order = [sys.executable, "-E", "-s", "-m", "forum.media.press", str(source), str(folder), *_PLANS[plan]]
    try:
        done = subprocess.run(order, cwd=ROOT, env=_BARE, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return {"refused": "slow"}
    if done.returncode != 0:
        return {"refused": "slow" if done.returncode == -signal.SIGXCPU else "broken"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
