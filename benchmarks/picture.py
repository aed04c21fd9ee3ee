"""A picture of twelve megapixels: how soon it is usable in a post, and what its worker takes."""

import io
import secrets
from collections.abc import Iterator
from re import search
from statistics import median

import requests
from PIL import Image, ImageFilter

from benchmarks.communities import anchored
from benchmarks.figure import Figure, Scale
from benchmarks.kept import copied, kept, sign_in
from benchmarks.machine import cpu_seconds
from forum.core.clock import monotonic
from forum.media.darkroom import develop
from tests.services.product import Live, living

WIDTH, HEIGHT = 4000, 3000
MOST_S, MOST_MB = 2.0, 300


def measure(scale: Scale) -> Iterator[Figure]:
    """Send the picture as a browser does, until it can be shown; then all its widths; then weigh the worker."""
    photograph = _photograph()
    with copied(kept("anchored", anchored(scale))) as data:
        token = sign_in(data, [1])[0]
        with living(data) as house:
            before = cpu_seconds(house.pid)
            spans = [_sent(house, token, photograph) for _time in range(scale.of(5, 3))]
            spent = (cpu_seconds(house.pid) - before) / len(spans)
    note = f"{len(photograph) / 1e6:.1f} MB; {min(spans):.2f}-{max(spans):.2f} s; {spent:.2f} s of the server's own CPU"
    yield Figure("12-megapixel picture, until it is shown", median(spans), "s", MOST_S, None, (), note)
    peaks = {plan: develop(photograph, plan).peak / 2**20 for plan in ("post", "variants", "avatar")}
    note = ", ".join(f"{plan} {peak:.0f}" for plan, peak in peaks.items())
    yield Figure("its worker, most memory", max(peaks.values()), "MB", MOST_MB, None, (), note)


def _sent(house: Live, token: str, photograph: bytes) -> float:
    """Send it, and load what came of it; gives the seconds."""
    with requests.Session() as visitor:
        visitor.cookies.set("session", token)
        page = visitor.get(f"{house.url}/media/new", timeout=30).text
        found = search(r'name="csrf_token" value="([^"]+)"', page)
        assert found
        began = monotonic()
        answer = visitor.post(
            f"{house.url}/media/pictures", timeout=60, files={"file": ("photograph.jpg", photograph, "image/jpeg")},
            data={"csrf_token": found[1], "once": secrets.token_urlsafe(16), "decorative": "1"},
            headers={"Accept": "application/json"},
        )  # fmt: skip
        assert answer.status_code == 201, answer.text[:300]
        assert visitor.get(house.url + answer.json()["url"], timeout=30).status_code == 200
        return monotonic() - began


def _photograph() -> bytes:
    """Make a picture as heavy as a photograph: soft shapes under the grain of a sensor."""
    shapes = Image.effect_noise((80, 60), 120).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    grain = Image.effect_noise((WIDTH, HEIGHT), 40).filter(ImageFilter.GaussianBlur(0.6))
    channels = [Image.blend(shapes.rotate(turn), grain, 0.3) for turn in (0, 180, 0)]
    out = io.BytesIO()
    Image.merge("RGB", channels).save(out, "JPEG", quality=92)
    return out.getvalue()
