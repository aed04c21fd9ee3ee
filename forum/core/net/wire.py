"""One request to one checked place, within a time and a size."""

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from http.client import HTTPException
from threading import Timer
from time import monotonic

import certifi
from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.exceptions import SSLError as CertificateProblem

from forum.core.net.target import NetError, Target

CHUNK = 65_536
MOST_HEADERS = 100

Answer = tuple[int, dict[str, str], bytes]


class _Pinned(HTTPConnection):
    """A connection that goes to the checked addresses only, and is cut when its time is up.

    A time-out of the socket begins anew with every byte that drips in; cutting the line does not.
    """

    target: Target
    deadline: float
    cutter: Timer | None = None
    spare: socket.socket

    def _new_conn(self) -> socket.socket:
        problem: OSError = OSError("no address")
        for address in self.target.addresses:
            try:
                line = socket.create_connection((address, self.target.port), _left(self.deadline))
            except OSError as error:
                problem = error
                continue
            # The duplicate stays ours when TLS takes the socket over.
            self.spare = line.dup()
            self.cutter = Timer(_left(self.deadline), _cut, (self.spare,))
            self.cutter.daemon = True
            self.cutter.start()
            return line
        raise problem

    def hang_up(self) -> None:
        """Close the line and stop its clock; the library's `close` may come while the answer still does."""
        if self.cutter is not None:
            self.cutter.cancel()
            self.spare.close()
        self.close()


class _PinnedTls(_Pinned, HTTPSConnection):
    """The same over TLS; the certificate is checked against the host's name, not its address."""


def send(
    target: Target,
    method: str,
    body: bytes | None,
    headers: Mapping[str, str],
    *,
    limit_bytes: int,
    deadline: float,
) -> Answer:
    """Send a request and read the whole answer; raises NetError in plain words."""
    connection = _connection(target, deadline)
    try:
        connection.request(method, target.path, body=body, headers=headers, preload_content=False, decode_content=True)
        response = connection.getresponse()
        if len(response.headers) > MOST_HEADERS:
            raise NetError(f"{target.host} answered with too many headers.")
        found = {name.lower(): value for name, value in response.headers.items()}
        return response.status, found, b"" if method == "HEAD" else _read(response, limit_bytes, deadline)
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise NetError(_reason(target, error, deadline)) from error
    finally:
        connection.hang_up()


def _connection(target: Target, deadline: float) -> _Pinned:
    made: _Pinned
    if target.scheme == "https":
        made = _PinnedTls(target.host, target.port, timeout=_left(deadline), ssl_context=trust())
    else:
        made = _Pinned(target.host, target.port, timeout=_left(deadline))
    made.target, made.deadline = target, deadline
    return made


def _read(response: BaseHTTPResponse, limit_bytes: int, deadline: float) -> bytes:
    """Read no more than the limit, counted after decompression."""
    declared = response.headers.get("Content-Length", "")
    parts: list[bytes] = []
    size = int(declared) if declared.isdecimal() and len(declared) < 20 else 0
    if size <= limit_bytes:
        size = 0
        while size <= limit_bytes and (part := response.read(min(CHUNK, limit_bytes + 1 - size))):
            parts.append(part)
            size += len(part)
    if size > limit_bytes:
        raise NetError(f"The answer is larger than {limit_bytes:,} bytes.")
    # A line that was cut looks like an answer that ended.
    _left(deadline)
    return b"".join(parts)


def _reason(target: Target, error: Exception, deadline: float) -> str:
    if monotonic() >= deadline or isinstance(error, TimeoutError):
        return f"{target.host} did not answer in time."
    if isinstance(error, (ssl.SSLError, ssl.CertificateError, CertificateProblem)):
        return f"The certificate of {target.host} cannot be trusted."
    if isinstance(error, OSError) and not isinstance(error, HTTPError):
        return f"{target.host} cannot be reached."
    return f"{target.host} gave no answer that can be read."


def _left(deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise NetError("It did not answer in time.")
    return left


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


@cache
def trust() -> ssl.SSLContext:
    """Trust what the machine trusts and what browsers trust."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
