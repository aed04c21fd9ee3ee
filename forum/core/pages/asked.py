"""What a request asks for, as far as a kept page may depend on it, and the request that such a page is drawn from.

A kept page is drawn from a request made of its key alone: no other cookie, header or parameter is there to be seen
by the code that draws it. So nothing that anybody sends can get into a page that others are given (S31).
"""

import re
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask
from werkzeug.datastructures import LanguageAccept
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_accept_header, parse_cookie
from werkzeug.routing import RoutingException

from forum.core import i18n
from forum.core.config import Settings
from forum.core.pages.declared import HEEDED, SHOWN, WANTED, is_always_open, labels_of, parameters_of
from forum.core.respond import NOTICE_COOKIE
from forum.core.session import TokenSessions

Environ = dict[str, Any]

HOST = re.compile(r"(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?", re.ASCII)
PORT = re.compile(r":[0-9]+$", re.ASCII)
LONGEST_ADDRESS = 1000
LONGEST_HEADER = 400
MOST_PARAMETERS = 20
KNOWN_ADDRESSES = 8192
KNOWN_HEADERS = 2048
PERSONAL = ("HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING")
"""What never comes with a request for a whole page by somebody who is nobody in particular."""
SERVER = ("wsgi.version", "wsgi.errors", "wsgi.multithread", "wsgi.multiprocess", "wsgi.run_once", "REMOTE_ADDR")
"""What a server tells an application of itself, and where from we are asked: limits need that, no page shows it."""


class Asked(NamedTuple):
    """The key of a kept page: all that it may depend on."""

    host: str
    path: str
    query: str
    language: str
    """Empty for the brand's own."""
    cookies: tuple[tuple[str, str], ...]


class Route(NamedTuple):
    """An address whose page may be kept: its query in the one form it has, and what it always shows."""

    query: str
    labels: frozenset[str]


class Reception:
    """Tells which requests ask for pages that are kept."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._app, self._scheme = app, urlsplit(settings.url).scheme
        self._signed_in = f"{TokenSessions(settings).cookie}="
        self._noticed = f"{NOTICE_COOKIE}="
        self.is_open: Callable[[str], bool] = lru_cache(KNOWN_ADDRESSES)(lambda path: is_always_open(self.view(path)))
        self.route: Callable[[str, str], Route | None] = lru_cache(KNOWN_ADDRESSES)(self._route)

    def asked(self, environ: Environ) -> tuple[Asked, Route] | None:
        """Give the key of what is asked for; None where the answer is for this visitor alone."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or any(environ.get(name) for name in PERSONAL):
            return None
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        host = _host(environ.get("HTTP_HOST", ""))
        spoken, cookie = environ.get("HTTP_ACCEPT_LANGUAGE", ""), environ.get("HTTP_COOKIE", "")
        fits = len(path) + len(query) <= LONGEST_ADDRESS and len(spoken) <= LONGEST_HEADER
        known = self._signed_in in cookie or self._noticed in cookie
        if not fits or not host or known or environ.get("SCRIPT_NAME"):
            return None
        route = self.route(path, query)
        if route is None or "json" in environ.get("HTTP_ACCEPT", ""):  # errors are said in it then
            return None
        language, heeded = _heeded(cookie) if cookie else ("", ())
        return Asked(host, path, route.query, language or preferred(spoken), heeded), route

    def carries_session(self, environ: Environ) -> bool:
        """Tell whether a request says that it comes from a member."""
        return self._signed_in in environ.get("HTTP_COOKIE", "")

    def request(self, asked: Asked, environ: Environ, *, wanted: bool) -> Environ:
        """Make the request that a page to be kept is drawn from."""
        made = {name: environ[name] for name in SERVER if name in environ} | {
            "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": asked.path, "QUERY_STRING": asked.query,
            "SERVER_NAME": asked.host, "SERVER_PORT": "443" if self._scheme == "https" else "80",
            "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": asked.host, "HTTP_ACCEPT": "text/html",
            "wsgi.url_scheme": self._scheme, "wsgi.input": BytesIO(), SHOWN: set(), WANTED: wanted,
        }  # fmt: skip
        if asked.language:
            made["HTTP_ACCEPT_LANGUAGE"] = asked.language
        if asked.cookies:
            made["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in asked.cookies)
        return made

    def _route(self, path: str, query: str) -> Route | None:
        view = self.view(path)
        known = parameters_of(view)
        if known is None:
            return None
        try:
            sent = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS, errors="strict")
        except ValueError:
            return None
        read = [(name, value) for name, value in sent if name in known]
        if len({name for name, _value in read}) < len(read):
            return None
        fit = all(known[name].fullmatch(value) for name, value in read)
        return Route(urlencode(sorted(read)), labels_of(view)) if fit else None

    def view(self, path: str) -> object:
        """Give the view that answers at a path, or None."""
        try:
            endpoint, _values = self._app.url_map.bind("").match(path.encode("latin-1").decode(), "GET")
        except (HTTPException, RoutingException, UnicodeError):
            return None
        return self._app.view_functions.get(endpoint)


@lru_cache(256)
def _host(sent: str) -> str:
    """Give the host without its port, or nothing where it is not plainly one."""
    host = sent.lower()
    if not HOST.fullmatch(host):
        return ""
    return host if host.endswith("]") else PORT.sub("", host)


@lru_cache(KNOWN_HEADERS)
def preferred(header: str) -> str:
    """Choose a language as pages do (`i18n.choose_language`); nothing stands for the brand's own."""
    return parse_accept_header(header, LanguageAccept).best_match(list(i18n.LANGUAGES)) or ""


def _heeded(header: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Pick what counts from a visitor's cookies: the language, and those that rooms named."""
    if not any(name in header for name in (i18n.COOKIE, *HEEDED)):
        return "", ()
    sent = parse_cookie(header)
    language = sent.get(i18n.COOKIE, "")
    heeded = tuple((name, sent[name]) for name in sorted(HEEDED) if sent.get(name) in HEEDED[name])
    return language if language in i18n.LANGUAGES else "", heeded
