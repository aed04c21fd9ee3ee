"""Answers: a page, a fragment of it, a redirect, or an error that says what to do."""

from http import HTTPStatus
from typing import Any

import orjson
from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask.json.provider import JSONProvider
from flask_babel import force_locale, lazy_gettext
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from werkzeug.exceptions import HTTPException

from forum.core.access import Denied
from forum.core.config import settings
from forum.core.durable import Unsynced
from forum.core.i18n import LANGUAGES, language, text_direction
from forum.core.limits import TooOften
from forum.core.refusal import Refused
from forum.core.security import local_path
from forum.core.tokens import sign, unsign
from forum.core.transaction import Busy
from forum.core.visitor import by_htmx, forget_reader, reader

NOTICE_COOKIE = "notice"
NOTICE_S = 60
NOTHING_CHANGED: Any = lazy_gettext(
    "Nothing was changed. Wait a minute and try again; what you typed can be sent once more."
)
OUR_FAULT: Any = lazy_gettext("The fault is ours and is noted. Try again in a while.")
PASSING = frozenset({429, 500, 503})
"""Errors after which the same form may well be taken."""
LASTING = frozenset({403, 404, 409, 422})
UNREPEATED = frozenset({"csrf_token", "password", "current"})
MOST_FIELDS = 50
A_LINE = 60
EXPLAINED = frozenset({400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503})


class Missing(Exception):
    """There is no such thing for this reader: absent and hidden look the same (S16)."""


class FastJSON(JSONProvider):
    """JSON by orjson."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """Write JSON."""
        return orjson.dumps(obj).decode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Read JSON."""
        return orjson.loads(s)


def start(app: Flask) -> None:
    """Answer errors of every kind in our own words."""
    app.json = FastJSON(app)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Missing, lambda _error: problem(404, ""))
    app.register_error_handler(Denied, lambda error: problem(403, error.reason))
    app.register_error_handler(Refused, lambda error: problem(422, error.reason))
    app.register_error_handler(TooOften, _too_often)
    app.register_error_handler(Busy, _unavailable)
    for away in (OperationalError, InterfaceError, InternalError, NoConnection, Unsynced):
        app.register_error_handler(away, _unavailable)
    app.register_error_handler(Exception, _broken)
    app.after_request(_forget_notice)


def page(template: str, *, status: int = 200, **context: Any) -> Response:
    """Render a page."""
    return make_response(render_template(template, **context), status)


def see_other(address: str, notice: str | None = None) -> Response:
    """Send the browser to another page of ours, with a line to show there."""
    target = local_path(address) or "/"
    response = Response(status=204 if by_htmx() else 303)
    response.headers["HX-Redirect" if by_htmx() else "Location"] = target
    if notice:
        response.set_cookie(
            NOTICE_COOKIE,
            sign(NOTICE_COOKIE, notice),
            max_age=NOTICE_S,
            httponly=True,
            samesite="Lax",
            secure=settings().secure,
        )
    return response


def notice() -> str | None:
    """Give the line that the page before wanted shown here."""
    sent = request.cookies.get(NOTICE_COOKIE)
    if not sent:
        return None
    g.notice_shown = True
    text = unsign(NOTICE_COOKIE, sent, NOTICE_S)
    return text if isinstance(text, str) else None


def wants_json() -> bool:
    """Tell whether the answer should be JSON rather than a page."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def problem(status: int, reason: str) -> Response:
    """Answer with an error in words, as a page or as JSON."""
    try:
        response = _explained(status, reason)
    except Exception as error:  # the page around the words may need what is broken
        current_app.logger.warning("an error is explained without its page: %s", error)
        response = _bare(status, reason)
    response.status_code = status
    return response


def _explained(status: int, reason: str) -> Response:
    if wants_json():
        return jsonify(error=str(reason) or HTTPStatus(status).phrase)
    template = f"errors/{status}.html" if status in EXPLAINED else "errors/page.html"
    return make_response(render_template(template, code=status, text=reason or None, retry=_retry(status)))


def _bare(status: int, reason: str) -> Response:
    """Explain without asking who reads or what the house is called."""
    forget_reader()
    with force_locale(request.accept_languages.best_match(list(LANGUAGES)) or "en"):
        template = current_app.jinja_env.get_template("errors/bare.html")
        words = {"title": HTTPStatus(status).phrase, "text": str(reason), "retry": _retry(status)}
        return make_response(template.render(**words, language=language(), address=request.full_path))


def _http(error: HTTPException) -> Response:
    """Say werkzeug's errors in our words; only what our own code gave as a reason is shown as it is."""
    own = error.description if error.description != type(error).description else ""
    return problem(error.code or 500, own or "")


def _retry(status: int) -> list[tuple[str, str]]:
    """Give back what a form of ours held, so that it can be sent again from the error page.

    Where sending it again would only be refused again, it is given back to whoever wrote at length.
    """
    if "typed_here" not in g or status not in PASSING | LASTING:
        return []
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in UNREPEATED][:MOST_FIELDS]
    wanted = status in PASSING or "stale_form" in g or any(len(value) > A_LINE for _name, value in typed)
    return typed if wanted else []


def _too_often(error: TooOften) -> Response:
    response = problem(429, error.reason)
    response.headers["Retry-After"] = str(error.seconds)
    return response


def _unavailable(error: Exception) -> Response:
    """Say honestly that nothing was stored (S64)."""
    current_app.logger.error("the database did not take it: %s", error)
    response = problem(503, NOTHING_CHANGED)
    response.headers["Retry-After"], response.headers["Cache-Control"] = "30", "private, no-store"
    return response


def _broken(error: Exception) -> Response:
    current_app.logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem(500, OUR_FAULT)


def _forget_notice(response: Response) -> Response:
    if g.get("notice_shown"):
        response.delete_cookie(NOTICE_COOKIE, httponly=True, samesite="Lax")
    return response


def context() -> dict[str, Any]:
    """Give every template what every page shows."""
    return {"reader": reader(), "notice": notice(), "text_direction": text_direction(), "search_url": "/search"}
