"""Marks that may stand beside a member's name: icons that the house draws, and what each is called aloud."""

from flask_babel import lazy_gettext as _l

FLAIRS = {
    "star": _l("Star"),
    "crown": _l("Crown"),
    "flame": _l("Flame"),
    "gem": _l("Gem"),
    "leaf": _l("Leaf"),
    "sprout": _l("Sprout"),
    "sun": _l("Sun"),
    "moon-star": _l("Moon and star"),
    "mountain": _l("Mountain"),
    "rocket": _l("Rocket"),
}
