"""What protects every answer and every request: headers, hosts, and forms that only our pages can send."""

import hmac
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

from flask import Flask, Response, abort, current_app, g, request
from flask_babel import gettext as _
from werkzeug.middleware.proxy_fix import ProxyFix

from forum.core.config import Settings, settings
from forum.core.visitor import reader

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
YEAR_S = 31_536_000
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
PROBES = frozenset({"/healthz", "/readyz"})
LARGEST_BODY = 1_048_576
LARGEST_FORM = 600_000
MOST_PARTS = 200
TOKEN_BYTES = 32
GUEST_COOKIE = "guest"


def start(app: Flask, settings: Settings) -> None:
    """Guard every request and answer of the application."""
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_BODY, MAX_FORM_MEMORY_SIZE=LARGEST_FORM, MAX_FORM_PARTS=MOST_PARTS)
    app.before_request(_check_host)
    app.before_request(_check_address)
    app.before_request(_check_sender)
    app.after_request(_add_headers)
    app.wsgi_app = MethodOverride(app.wsgi_app)  # type: ignore[assignment,method-assign]
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]


def csrf_token() -> str:
    """Give the token a form must carry; masked anew each time, so that compression tells nothing of it."""
    mask = secrets.token_bytes(TOKEN_BYTES)
    return urlsafe_b64encode(mask + _xor(mask, _secret(make=True))).decode()


def genuine(sent: str) -> bool:
    """Tell whether a token came from a page of ours that was shown to this visitor."""
    try:
        raw = urlsafe_b64decode(sent.encode("ascii"))
    except (NotBase64, UnicodeEncodeError, ValueError):
        return False
    mask, masked = raw[:TOKEN_BYTES], raw[TOKEN_BYTES:]
    secret = _secret(make=False)
    return len(raw) == 2 * TOKEN_BYTES and bool(secret) and hmac.compare_digest(_xor(mask, masked), secret)


def local_path(target: str | None) -> str | None:
    """Give the target if it is a path of ours, None otherwise (S30)."""
    if not target or not target.isprintable() or "\\" in target or not target.startswith("/"):
        return None
    path, *_query = re.split(r"[?#]", target, maxsplit=1)
    return None if "//" in path or "%2f" in path.lower() else target


class MethodOverride:
    """Lets plain forms delete: POST to an address with ?_method=DELETE is a DELETE."""

    def __init__(self, app: object) -> None:
        self.app = app

    def __call__(self, environ: dict[str, object], start_response: object) -> object:
        """Turn the method before anything looks at it."""
        if environ["REQUEST_METHOD"] == "POST" and "_method=DELETE" in str(environ.get("QUERY_STRING", "")):
            environ["REQUEST_METHOD"] = "DELETE"
        return self.app(environ, start_response)  # type: ignore[operator]


def is_known_host(name: str) -> bool:
    """Tell whether a host, with or without its port, is one of ours."""
    host = name.rsplit(":", 1)[0] if not name.endswith("]") else name
    known: set[str] = set(settings().hosts) | current_app.extensions["brand_hosts"]()
    return host in known or (host in LOOPBACK and bool(known & LOOPBACK))


def _check_host() -> None:
    """Answer only to names that are ours, whatever was sent (S69); whoever looks after us asks by address."""
    if request.path not in PROBES and not is_known_host(request.host):
        abort(421, _("This address does not lead to a community here. Check the host name."))


def _check_address() -> None:
    """Find nothing at an address that holds what no database keeps (S34)."""
    if "\0" in request.path:
        abort(404)


def _check_sender() -> None:
    """Refuse changes that another site sends in a visitor's name (S25)."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method not in UNSAFE or getattr(view, "by_signed_link", False):
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site not in {None, "same-origin", "none"} or (origin is not None and not _is_ours(origin)):
        abort(403, _("This came from another site. Open the page here and send it again."))
    g.typed_here = True
    sent = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    if not genuine(sent):
        g.stale_form = True
        abort(
            403,
            _("This page was open too long. Reload it and send it again; what you typed is still in the form."),
        )


def _is_ours(origin: str) -> bool:
    """Tell whether an Origin names the address that was asked."""
    return origin.partition("://")[2] == request.host


def _secret(*, make: bool) -> bytes:
    """Derive a form's secret from the session, or from the cookie of a guest who was shown a form."""
    token = reader().token or request.cookies.get(_cookie_name()) or g.get("guest_token")
    if token is None and make:
        token = g.guest_token = secrets.token_urlsafe(24)
    if token is None:
        return b""
    key: str = current_app.extensions["keys"][0]
    return hmac.digest(key.encode(), f"csrf:{token}".encode(), "sha256")


def _cookie_name() -> str:
    return f"__Host-{GUEST_COOKIE}" if settings().secure else GUEST_COOKIE


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=False))


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if settings().secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_S}; includeSubDomains")
    if token := g.get("guest_token"):
        response.set_cookie(_cookie_name(), token, secure=settings().secure, httponly=True, samesite="Lax")
    if "Cache-Control" not in response.headers:
        _forbid_keeping(response)
    return response


def _forbid_keeping(response: Response) -> None:
    """Let shared caches keep nothing that was made for one person (S31)."""
    personal = reader().signed_in or "Set-Cookie" in response.headers or "guest_token" in g
    response.headers["Cache-Control"] = "private, no-store" if personal else "no-cache"
    response.vary.update(["Cookie", "Accept-Language"])
