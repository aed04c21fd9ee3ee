"""The brand of this request, and what every page shows of it."""

from typing import Any

from flask import has_request_context, request

from forum.brands.queries import BrandView, address, all_brands, brand_for, first_brand
from forum.core.i18n import language

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"


def current_brand() -> BrandView:
    """Give the brand whose host was asked; outside a request, the first one."""
    return brand_for(request.host.partition(":")[0].lower()) if has_request_context() else first_brand()


def absolute_url(path: str) -> str:
    """Give the full address of a path at the current brand."""
    return address(current_brand(), path)


def brand_hosts() -> set[str]:
    """List the hosts that brands answer at."""
    return {brand.host for brand in all_brands() if brand.host}


def brand_language() -> str:
    """Name the current brand's language."""
    return current_brand().locale


def theme() -> str:
    """Tell whether this visitor wants pages light, dark, or as the device has them."""
    kept = request.cookies.get(THEME_COOKIE, "") if has_request_context() else ""
    return kept if kept in THEMES else "auto"


def context() -> dict[str, Any]:
    """Give every template its brand."""
    return {"brand": current_brand(), "theme": theme(), "locale": language(), "absolute_url": absolute_url}
