"""The picture that stands for a shared badge elsewhere, 1200 x 630: drawn here, so that nothing is asked of anybody."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from forum.badges import strokes
from forum.badges.looks import GROUNDS, METALS, SHAPES
from forum.badges.queries import BadgeView
from forum.brands.queries import BrandView
from forum.core.cache import cache

SIZE = WIDE, HIGH = 1200, 630
FINER = 3
"""The badge is drawn so many times larger and made smaller: Pillow's own edges have steps."""
MEDAL = 380
TEXT_LEFT, TEXT_WIDE = 520, 620
MOST_LINES = 3
FONTS = Path(__file__).with_name("font")
SERIF, SANS = "DejaVuSerif-Bold.ttf", "DejaVuSans.ttf"
PAPER, INK, QUIET = "#fcfaf7", "#211c17", "#6b6157"

Drawer = ImageDraw.ImageDraw


def draw(badge: BadgeView, name: str, tier: str, brand: BrandView) -> bytes:
    """Give the picture of a member's badge as PNG; drawn once while nothing on it changes."""
    key = ("badge picture", badge, name, tier, brand.id, brand.version)
    return cache.versioned(key, lambda: _draw(badge, name, tier, brand))


def _draw(badge: BadgeView, name: str, tier: str, brand: BrandView) -> bytes:
    accent = brand.palette["accent"][0]
    picture = Image.new("RGB", SIZE, brand.palette.get("paper", (PAPER, ""))[0])
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, HIGH - 16, WIDE, HIGH), fill=accent)
    medal = _medal(badge, GROUNDS.get(badge.colour, accent))
    picture.paste(medal, (80, (HIGH - MEDAL) // 2), medal)
    _write(pen, badge, name, tier, brand.name)
    kept = BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _medal(badge: BadgeView, ground: str) -> Image.Image:
    large = MEDAL * FINER
    medal = Image.new("RGBA", (large, large), (0, 0, 0, 0))
    pen = ImageDraw.Draw(medal)
    for line in strokes.path(SHAPES[badge.shape]):
        points = [(x * large / 64, y * large / 64) for x, y in line]
        pen.polygon(points, fill=ground)
        _stroke(pen, points, METALS[badge.tier], large * 3.5 / 64)
    scale, edge = large * 26 / 64 / 24, large * 19 / 64
    for line in strokes.icon(badge.glyph):
        _stroke(pen, [(edge + x * scale, edge + y * scale) for x, y in line], "#ffffff", 2 * scale)
    return medal.resize((MEDAL, MEDAL), Image.Resampling.LANCZOS)


def _stroke(pen: Drawer, points: list[strokes.Point], colour: str, width: float) -> None:
    """Draw a line with round ends and corners."""
    pen.line(points, fill=colour, width=round(width))
    half = width / 2
    for x, y in points:
        pen.ellipse((x - half, y - half, x + half, y + half), fill=colour)


def _write(pen: Drawer, badge: BadgeView, name: str, tier: str, house: str) -> None:
    large, medium, small = _font(SERIF, 64), _font(SANS, 36), _font(SANS, 28)
    lines = _wrapped(pen, badge.name, large)
    top = HIGH // 2 - 39 * len(lines) - 55
    pen.text((TEXT_LEFT, top - 44), _cut(pen, tier, small), font=small, fill=QUIET)
    for number, line in enumerate(lines):
        pen.text((TEXT_LEFT, top + 78 * number), line, font=large, fill=INK)
    pen.text((TEXT_LEFT, top + 78 * len(lines) + 24), _cut(pen, name, medium), font=medium, fill=INK)
    pen.text((TEXT_LEFT, HIGH - 84), _cut(pen, house, small), font=small, fill=QUIET)


def _wrapped(pen: Drawer, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Break a text between words; what is too long for the picture is cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font) <= TEXT_WIDE or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return [_cut(pen, line, font) for line in lines[:MOST_LINES]]


def _cut(pen: Drawer, text: str, font: ImageFont.FreeTypeFont) -> str:
    if pen.textlength(text, font) <= TEXT_WIDE:
        return text
    while text and pen.textlength(f"{text}…", font) > TEXT_WIDE:
        text = text[:-1]
    return f"{text}…"


@lru_cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / name, size)
