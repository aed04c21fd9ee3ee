"""How long a picture of twelve megapixels takes, and what its worker holds."""

from time import perf_counter
from typing import Any

from forum.media.darkroom import develop
from tests.media.pictures import encoded, photograph

KINDS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90},
    "PNG": {"compress_level": 6},
    "WEBP": {"quality": 90},
    "AVIF": {"speed": 9},
}


def twelve_megapixels() -> dict[str, tuple[float, int, int]]:
    """Measure for each kind: seconds until a post can show it, the worker's peak and the result, in bytes."""
    image, measured = photograph(), {}
    for kind, options in KINDS.items():
        data = encoded(image, kind, **options)
        start = perf_counter()
        done = develop(data, "post")
        measured[kind] = (perf_counter() - start, done.peak, len(done.prints[0].data))
    return measured
