"""The one HTTP client: it fetches from the open net and cannot be talked into reaching inside."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urljoin

from forum.core.net.target import NetError, Target, find
from forum.core.net.wire import send

MOST_HOPS = 3

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
_MOVED = frozenset({301, 302, 303, 307, 308})
_HARMLESS = frozenset({"accept", "accept-language", "user-agent"})
_OURS = frozenset({"host", "connection", "content-length", "transfer-encoding", "cookie", "accept-encoding"})
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")


@dataclass(frozen=True, slots=True)
class Response:
    """An answer; the names of headers are lower case, `url` is where it came from in the end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


def fetch(
    url: str,
    *,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    limit_bytes: int = 1_048_576,
    timeout_s: float = 5.0,
    accept: str | None = None,
    allow: Collection[str] = (),
) -> Response:
    """Fetch an address within a total time and size; raises NetError when it cannot be had.

    `accept` names media types ("text/html, image/*"); a good answer of another type is refused.
    `allow` names hosts that may be inside or on another port: "peer.lan", "127.0.0.1:9100".
    """
    method, given = method.upper(), _headers(method, headers or {}, accept)
    deadline = monotonic() + timeout_s
    target = find(url, allow, deadline)
    for _ in range(MOST_HOPS + 1):
        status, found, content = send(target, method, body, given, limit_bytes=limit_bytes, deadline=deadline)
        place = found.get("location")
        if status not in _MOVED or not place:
            _check_type(status, found, accept, method)
            return Response(status, found, content, target.url)
        onward = find(urljoin(target.url, place), allow, deadline)
        method, body, given = _forward(status, target, onward, (method, body, given))
        target = onward
    raise NetError(f"The address leads on more than {MOST_HOPS} times.")


def _forward(
    status: int, target: Target, onward: Target, sent: tuple[str, bytes | None, dict[str, str]]
) -> tuple[str, bytes | None, dict[str, str]]:
    """Decide what goes along to the next place: to another host no credentials and no body."""
    method, body, headers = sent
    if status == 303 or (status in {301, 302} and method == "POST"):
        method, body = "HEAD" if method == "HEAD" else "GET", None
        headers = {name: value for name, value in headers.items() if not name.lower().startswith("content-")}
    if onward.origin == target.origin:
        return method, body, headers
    if method not in {"GET", "HEAD"}:
        raise NetError(f"{target.host} sends on to {onward.host}; what was to be sent is not given to others.")
    return method, body, {name: value for name, value in headers.items() if name.lower() in _HARMLESS}


def _headers(method: str, headers: Mapping[str, str], accept: str | None) -> dict[str, str]:
    if method not in _METHODS:
        raise NetError(f"{method} is no method that is sent.")
    for name, value in headers.items():
        if not _HEADER.fullmatch(name) or not _VALUE.fullmatch(value):
            raise NetError("A header holds characters that no header has.")
        if name.lower() in _OURS:
            raise NetError(f"The header {name} is not for callers to set.")
    return {"User-Agent": "Homeground", "Accept": accept or "*/*", "Accept-Encoding": "gzip", **headers}


def _check_type(status: int, headers: Mapping[str, str], accept: str | None, method: str) -> None:
    if accept is None or not 200 <= status < 300 or status == 204 or method == "HEAD":
        return
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    wanted = [name.split(";")[0].strip().lower() for name in accept.split(",")]
    if not any(name in {"*/*", kind} or (name.endswith("/*") and kind.startswith(name[:-1])) for name in wanted):
        raise NetError(f"The answer is {kind or 'of no known type'}, not {accept}.")
