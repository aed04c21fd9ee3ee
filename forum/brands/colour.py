"""Sums with colours: contrast as WCAG counts it, and OKLab, in which steps look even."""

import re
from collections.abc import Sequence
from math import cbrt

HEX = re.compile(r"#[0-9a-f]{6}")
STEPS = 250

Three = tuple[float, float, float]


def parse(text: str) -> str | None:
    """Give a typed colour as #rrggbb, or None when it is none."""
    text = text.strip().lower().removeprefix("#")
    if re.fullmatch(r"[0-9a-f]{3}", text):
        text = "".join(2 * digit for digit in text)
    return f"#{text}" if HEX.fullmatch(f"#{text}") else None


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """Mix so much of the other colour into one."""
    a, b = _lab(one), _lab(other)
    return _hex((_between(a[0], b[0], share), _between(a[1], b[1], share), _between(a[2], b[2], share)))


def at_lightness(colour: str, light: float) -> str:
    """Give the colour of the same hue at a lightness from 0 to 1."""
    _, a, b = _lab(colour)
    return _hex((light, a, b))


def nearest(colour: str, others: Sequence[str], needed: float) -> str:
    """Give the colour of the same hue, as little lighter or darker as can be, that all others set off.

    Where none is, the better of black and white.
    """
    if _weakest(colour, others) >= needed:
        return colour
    light, a, b = _lab(colour)
    for step in range(1, STEPS + 1):
        for tried in (light - step / STEPS, light + step / STEPS):
            if 0 <= tried <= 1 and _weakest(found := _hex((tried, a, b)), others) >= needed:
                return found
    return max(("#000000", "#ffffff"), key=lambda end: _weakest(end, others))


def _weakest(colour: str, others: Sequence[str]) -> float:
    return min(contrast(colour, other) for other in others)


def _between(start: float, end: float, share: float) -> float:
    return start + (end - start) * share


def _linear(colour: str) -> Three:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return r, g, b


def _luminance(colour: str) -> float:
    r, g, b = _linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _lab(colour: str) -> Three:
    """Turn into OKLab (Björn Ottosson's numbers)."""
    r, g, b = _linear(colour)
    l_ = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    m_ = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    s_ = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * l_ + 0.7936177850 * m_ - 0.0040720468 * s_,
        1.9779984951 * l_ - 2.4285922050 * m_ + 0.4505937099 * s_,
        0.0259040371 * l_ + 0.7827717662 * m_ - 0.8086757660 * s_,
    )


def _hex(lab: Three) -> str:
    """Turn back, with less colour where a screen cannot show so much of it."""
    light, a, b = lab
    for chroma in (1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0):
        parts = _rgb(light, a * chroma, b * chroma)
        if all(-0.001 <= part <= 1.001 for part in parts):
            break
    return "#" + "".join(f"{round(255 * _encoded(part)):02x}" for part in parts)


def _rgb(light: float, a: float, b: float) -> Three:
    l_ = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m_ = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s_ = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * l_ - 3.3077115913 * m_ + 0.2309699292 * s_,
        -1.2684380046 * l_ + 2.6097574011 * m_ - 0.3413193965 * s_,
        -0.0041960863 * l_ - 0.7034186147 * m_ + 1.7076147010 * s_,
    )


def _encoded(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
