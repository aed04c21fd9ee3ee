"""What can be done with brands."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from forum.brands.cleaning import (
    clean_about,
    clean_host,
    clean_links,
    clean_locale,
    clean_words,
    make_palette,
)
from forum.brands.events import BrandChanged, BrandFounded
from forum.brands.models import Brand
from forum.brands.policy import may_change_brand, may_found_brand, may_move_brand
from forum.brands.queries import Link, cache_key
from forum.core.access import Actor, require
from forum.core.cache import cache
from forum.core.clock import now
from forum.core.db import db
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text.rendering import render
from forum.core.transaction import after_commit, transaction


@transaction
def found_brand(
    actor: Actor,
    name: str,
    *,
    tagline: str = "",
    locale: str = "en",
    host: str | None = None,
    colours: Mapping[str, str] | None = None,
) -> int:
    """Open a brand; gives its id. `colours` are what theme.derive takes, by name."""
    require(may_found_brand(actor))
    brand = Brand(created_at=now(), host=_free_host(host), colours=make_palette(colours or {}))
    _set_words(brand, {"name": name, "tagline": tagline})
    brand.locale = clean_locale(locale)
    db.session.add(brand)
    db.session.flush()
    record(BrandFounded(brand.id))
    _forget_after_commit()
    return brand.id


@transaction
def change_brand(
    actor: Actor,
    brand_id: int,
    *,
    name: str | None = None,
    tagline: str | None = None,
    about: str | None = None,
    contact: str | None = None,
    locale: str | None = None,
    colours: Mapping[str, str] | None = None,
    header_links: Sequence[Link] | None = None,
    footer_links: Sequence[Link] | None = None,
    footer_text: str | None = None,
) -> None:
    """Change what is given of a brand; the rest stays.

    Raises Refused at the field of the first colour that cannot be read, with one that can.
    """
    require(may_change_brand(actor))
    brand = _brand(brand_id)
    _set_words(brand, {"name": name, "tagline": tagline, "contact": contact, "footer_text": footer_text})
    if about is not None:
        brand.about_source = clean_about(about)
        brand.about_html = render(brand.about_source).html
    if locale is not None:
        brand.locale = clean_locale(locale)
    if colours is not None:
        brand.colours = make_palette(colours, brand.colours)
    if header_links is not None:
        brand.header_links = clean_links(header_links, "header_links")
    if footer_links is not None:
        brand.footer_links = clean_links(footer_links, "footer_links")
    _grow(actor, brand)


@transaction
def set_logo(actor: Actor, brand_id: int, key: str | None) -> None:
    """Show the picture with this key as the brand's logo, or its name again."""
    require(may_change_brand(actor))
    brand = _brand(brand_id)
    brand.logo_key = key
    _grow(actor, brand)


@transaction
def set_host(actor: Actor, brand_id: int, host: str | None) -> None:
    """Let a brand answer at a host of its own, or only where the house does."""
    require(may_move_brand(actor))
    brand = _brand(brand_id)
    brand.host = _free_host(host, brand_id)
    _grow(actor, brand)


def _brand(brand_id: int) -> Brand:
    brand = db.session.get(Brand, brand_id)
    if brand is None:
        raise Refused(_("This brand is gone. Reload the page."))
    return brand


def _set_words(brand: Brand, words: Mapping[str, str | None]) -> None:
    for field, text in clean_words(words).items():
        setattr(brand, field, text)


def _free_host(host: str | None, brand_id: int = 0) -> str | None:
    name = clean_host(host)
    if name and db.session.scalar(select(Brand.id).where(Brand.host == name, Brand.id != brand_id)):
        raise Refused(_("Another brand answers at this host."), "host")
    return name


def _grow(actor: Actor, brand: Brand) -> None:
    brand.version += 1
    db.session.flush()
    record(BrandChanged(brand.id, brand.version, actor.member_id))
    _forget_after_commit()


def _forget_after_commit() -> None:
    key = cache_key()
    after_commit(lambda: cache.drop(key))
