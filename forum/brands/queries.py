"""What can be seen of brands; read on every page, so kept for two seconds in each process."""

from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

from sqlalchemy import Row, select
from sqlalchemy.exc import SQLAlchemyError

from forum.brands.models import Brand
from forum.brands.theme import CHOSEN, derive
from forum.core.cache import cache
from forum.core.config import settings
from forum.core.db import read

FRESH_S = 2.0


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the header or footer."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class BrandView:
    """A brand as pages show it; id 0 is the house before anybody founded a brand."""

    id: int = 0
    name: str = "Homeground"
    tagline: str = ""
    about_source: str = ""
    about_html: str = ""
    contact: str = ""
    host: str | None = None
    locale: str = "en"
    logo_key: str | None = None
    palette: dict[str, tuple[str, str]] = field(default_factory=partial(derive, *CHOSEN["accent"]))
    header_links: tuple[Link, ...] = ()
    footer_links: tuple[Link, ...] = ()
    footer_text: str = ""
    version: int = 0

    @property
    def header_paths(self) -> frozenset[str]:
        """List where the links of the header lead."""
        return frozenset(link.url for link in self.header_links)

    @property
    def css_url(self) -> str:
        """Give the address of the theme, new with every change."""
        return f"/brand/{self.id}.{self.version}.css"

    @property
    def icon_url(self) -> str | None:
        """Give the address of the small square picture that stands in a browser's tab."""
        return f"/media/{self.logo_key}/icon-48.webp" if self.logo_key else None

    @property
    def logo_url(self) -> str | None:
        """Give the address of the logo, or None where the name stands for it."""
        return f"/media/{self.logo_key}/320.webp" if self.logo_key else None


NOBODY = BrandView()

_brands = select(Brand.__table__).order_by(Brand.id)


def all_brands() -> tuple[BrandView, ...]:
    """List the brands of the house, the first one first; those we knew while the database is away."""
    try:
        return cache.fresh(cache_key(), FRESH_S, _load)
    except SQLAlchemyError:
        known: tuple[BrandView, ...] | None = cache.last(cache_key())
        if known is None:
            raise
        return known


def brand_for(host: str) -> BrandView:
    """Give the brand that answers at a host; the first one does at every other."""
    brands = all_brands()
    return next((brand for brand in brands if brand.host == host), brands[0] if brands else NOBODY)


def brand_by_id(brand_id: int) -> BrandView | None:
    """Give a brand, or None where there is no such one."""
    return next((brand for brand in all_brands() if brand.id == brand_id), None)


def first_brand() -> BrandView:
    """Give the brand that stands for the house."""
    return brand_for("")


def address(brand: BrandView, path: str) -> str:
    """Give the full address of a path of a brand, from settings alone (S06)."""
    house = settings().url.rstrip("/")
    if brand.host is None:
        return house + path
    parts = urlsplit(house)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{brand.host}{port}{path}"


def cache_key() -> str:
    """Name what the process keeps of this house's brands."""
    return "brands"


def _load() -> tuple[BrandView, ...]:
    return tuple(_view(row) for row in read().execute(_brands))


def _view(row: Row[tuple[object, ...]]) -> BrandView:
    given = {name: value for name, value in row._mapping.items() if name in BrandView.__slots__}
    given["palette"] = {token: (both[0], both[1]) for token, both in row.colours.items()}
    for place in ("header_links", "footer_links"):
        given[place] = tuple(Link(label, url) for label, url in given[place])
    return BrandView(**given)
