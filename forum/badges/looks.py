"""What badges are drawn from: a shape, an icon in it, and colours that the brand may choose.

Shapes are paths in a square of 64, icons those of the house's sprite.
"""

from flask_babel import lazy_gettext as _l

SHAPES = {
    "circle": "M32 4a28 28 0 1 1 0 56a28 28 0 1 1 0-56Z",
    "shield": "M32 4L57 12V31c0 15-10 24-25 29C17 55 7 46 7 31V12Z",
    "hexagon": "M32 3L57 17.5V46.5L32 61L7 46.5V17.5Z",
    "flower": (
        "M32.0 8.5A9.5 9.5 0 0 1 48.6 15.4A9.5 9.5 0 0 1 55.5 32.0A9.5 9.5 0 0 1 48.6 48.6A9.5 9.5 0 0 1 "
        "32.0 55.5A9.5 9.5 0 0 1 15.4 48.6A9.5 9.5 0 0 1 8.5 32.0A9.5 9.5 0 0 1 15.4 15.4A9.5 9.5 0 0 1 "
        "32.0 8.5Z"
    ),
    "star": (
        "M32.0 3.0L38.3 8.3L46.5 6.9L49.3 14.7L57.1 17.5L55.7 25.7L61.0 32.0L55.7 38.3L57.1 46.5L49.3 "
        "49.3L46.5 57.1L38.3 55.7L32.0 61.0L25.7 55.7L17.5 57.1L14.7 49.3L6.9 46.5L8.3 38.3L3.0 32.0L8.3 "
        "25.7L6.9 17.5L14.7 14.7L17.5 6.9L25.7 8.3Z"
    ),
    "flame": "M32 3C49 15 59 27 59 37.5a27 24 0 0 1-54 0C5 27 15 15 32 3Z",
}
SHAPE_NAMES = {
    "circle": _l("Circle"),
    "shield": _l("Shield"),
    "hexagon": _l("Hexagon"),
    "flower": _l("Flower"),
    "star": _l("Star"),
    "flame": _l("Flame"),
}
COLOURS = {
    "brand": _l("The brand's own"),
    "leaf": _l("Leaf"),
    "lake": _l("Lake"),
    "plum": _l("Plum"),
    "ember": _l("Ember"),
    "night": _l("Night"),
}
GROUNDS = {"leaf": "#23674a", "lake": "#2b6a86", "plum": "#7a4b86", "ember": "#a8481c", "night": "#3a4560"}
"""The same colours for pictures that are drawn without a stylesheet; the brand's own is its accent."""
TIERS = {"bronze": _l("Bronze"), "silver": _l("Silver"), "gold": _l("Gold")}
METALS = {"bronze": "#b07a46", "silver": "#9aa5ad", "gold": "#d3a52c"}
ORDER = {"gold": 0, "silver": 1, "bronze": 2}
GLYPHS = (
    "anchor", "badge-check", "bird", "bookmark", "cake", "calendar", "calendar-check", "calendar-heart", "coffee",
    "compass", "crown", "ear", "feather", "flag", "flame", "footprints", "gem", "graduation-cap", "hand-heart",
    "hand-helping", "handshake", "heart", "heart-handshake", "key", "lamp", "leaf", "life-buoy", "lightbulb", "medal",
    "megaphone", "message-circle", "messages-square", "moon-star", "mountain", "pen-line", "reply", "rocket",
    "shield-check", "sparkles", "sprout", "star", "sun", "sunrise", "target", "tent", "trees", "trophy", "user",
    "vote", "zap",
)  # fmt: skip
"""Icons that stand well in a badge."""
