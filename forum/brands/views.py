"""The theme as a stylesheet, and the choice between light and dark."""

from flask import Blueprint, Response, request

from forum.brands import current
from forum.brands.queries import NOBODY, brand_by_id
from forum.brands.theme import css
from forum.core.config import settings
from forum.core.guard import desk_pages
from forum.core.pages.declared import always_open, heeds
from forum.core.respond import Missing, see_other

YEAR_S = 31_536_000

pages = Blueprint("brands", __name__)
pages.app_context_processor(current.context)
heeds(current.THEME_COOKIE, {"light", "dark"})
pages.record_once(
    lambda state: state.app.extensions.update(brand_hosts=current.brand_hosts, brand_language=current.brand_language)
)
pages.record_once(lambda state: state.app.jinja_env.globals.update(desk_pages=desk_pages))


@pages.get("/brand/<id:brand_id>.<id:version>.css")
@always_open
def stylesheet(brand_id: int, version: int) -> Response:
    """Give a brand's colours; an address names a version, so what it gives may be kept for ever."""
    brand = NOBODY if brand_id == 0 else brand_by_id(brand_id)
    if brand is None:
        raise Missing
    response = Response(css(brand.palette), content_type="text/css; charset=utf-8")
    current_one = brand.id != 0 and version == brand.version
    response.headers["Cache-Control"] = f"public, max-age={YEAR_S}, immutable" if current_one else "no-cache"
    return response


@pages.post("/theme")
def choose_theme() -> Response:
    """Remember whether pages are to be light, dark, or as the device has them."""
    wanted = request.form.get("theme", "")
    response = see_other(request.form.get("next", "/"))
    if wanted in current.THEMES:
        response.set_cookie(current.THEME_COOKIE, wanted, max_age=YEAR_S, samesite="Lax", secure=settings().secure)
    return response
