"""The page where everybody, guests too, chooses the language that pages speak."""

from urllib.parse import urlsplit

from flask import Response, request

from forum.core.config import settings
from forum.core.i18n import COOKIE, LANGUAGES
from forum.core.respond import page, see_other
from forum.core.security import local_path
from forum.core.visitor import reader
from forum.members import actions
from forum.members.views.desk import members

YEAR_S = 31_536_000


@members.get("/language")
def languages() -> Response:
    """Show the languages, each by its own name."""
    return page("members/language.html", back=_page_before())


@members.post("/language")
def speak() -> Response:
    """Speak the chosen language from now on, and go back to where the visitor was."""
    wanted = request.form.get("language", "")
    response = see_other(request.form.get("next", "/"))
    if wanted in LANGUAGES:
        if reader().signed_in:
            actions.choose_language(reader(), wanted, reader().timezone)
        response.set_cookie(COOKIE, wanted, max_age=YEAR_S, samesite="Lax", secure=settings().secure)
    return response


def _page_before() -> str:
    """Tell which page of ours led here: the footer that did is drawn once for all pages and cannot say it."""
    before = urlsplit(request.referrer or "")
    if before.netloc != request.host or before.path == request.path:
        return "/"
    return local_path(before.path + (f"?{before.query}" if before.query else "")) or "/"
