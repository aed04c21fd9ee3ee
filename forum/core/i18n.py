"""Languages: which one a page speaks, and how it writes times."""

from flask import Flask, current_app, has_request_context, request
from flask_babel import Babel, get_locale

from forum.core.config import ROOT
from forum.core.visitor import reader

LANGUAGES = {"en": "English", "pl": "Polski", "lv": "Latviešu", "ru": "Русский"}
COOKIE = "language"

babel = Babel()


def start(app: Flask) -> None:
    """Let pages speak the reader's language."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "forum" / "translations")
    babel.init_app(app, locale_selector=choose_language, timezone_selector=choose_timezone)


def choose_language() -> str:
    """Choose a member's own language, else the cookie's, else the browser's, else the brand's."""
    brand: str = current_app.extensions["brand_language"]()
    if not has_request_context():
        return brand
    kept = reader().locale or request.cookies.get(COOKIE)
    if kept in LANGUAGES:
        return kept
    return request.accept_languages.best_match(list(LANGUAGES), default=brand) or "en"


def choose_timezone() -> str:
    """Choose a member's own time zone, else UTC."""
    return (reader().timezone if has_request_context() else None) or "UTC"


def text_direction() -> str:
    """Tell which way this page's language runs."""
    locale = get_locale()
    return locale.text_direction if locale else "ltr"
