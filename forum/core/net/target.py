"""Where a request goes: the address taken apart, checked and resolved once."""

import re
import socket
from collections.abc import Collection
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from urllib.parse import urlsplit

import idna

from forum.core.net.addresses import is_public

PORTS = {"http": 80, "https": 443}
LONGEST = 4_000

_UNFIT = re.compile(r"[\x00-\x20\x7f\\\ud800-\udfff]")
_PATH = re.compile(r"[^!-~]")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(\.(?!-)[a-z0-9_-]{1,63})*\.?")


class NetError(Exception):
    """Something outside could not be had; the text says why in a plain sentence."""


@dataclass(frozen=True, slots=True)
class Target:
    """A checked place: `addresses` are literals that may be connected to, and nothing else is."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def origin(self) -> tuple[str, str, int]:
        """Name what must be equal for credentials to go along."""
        return self.scheme, self.host, self.port

    @property
    def authority(self) -> str:
        """Write host and port as the Host header wants them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """Write the whole address."""
        return f"{self.scheme}://{self.authority}{self.path}"


def find(url: str, allow: Collection[str], deadline: float) -> Target:
    """Take an address apart and resolve its host; raises NetError unless everything about it is public.

    `allow` names hosts that may be anywhere: "peer.lan" on the usual ports, "127.0.0.1:9100" on that one.
    """
    scheme, host, port, path = _parts(url)
    known = f"{host}:{port}" in allow or (host in allow and port == PORTS[scheme])
    if not known and port != PORTS[scheme]:
        raise NetError(f"Only the ports 80 and 443 are reached, not {port}.")
    addresses = _resolve(host, port, deadline)
    if not known and not all(map(is_public, addresses)):
        raise NetError(f"{host} is not on the open net.")
    return Target(scheme, host, port, path, addresses)


def _parts(url: str) -> tuple[str, str, int, str]:
    if len(url) > LONGEST or _UNFIT.search(url):
        raise NetError("The address is too long or holds characters that no address has.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NetError("The address cannot be read.") from None
    if parts.scheme not in PORTS or not parts.hostname or not url.lower().startswith(f"{parts.scheme}://"):
        raise NetError("Only http:// and https:// addresses are reached.")
    if "@" in parts.netloc:
        raise NetError("An address with a user name in it is not reached.")
    path = _PATH.sub(_quoted, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    return parts.scheme, _host(parts.hostname), PORTS[parts.scheme] if port is None else port, path


def _quoted(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def _host(host: str) -> str:
    if ":" in host:
        return host
    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise NetError("The address names no host.") from None
    if len(name) > 253 or not _NAME.fullmatch(name):
        raise NetError("The address names no host.")
    return name.rstrip(".")


def _resolve(host: str, port: int, deadline: float) -> tuple[str, ...]:
    """Look a name up once, in a thread, since a name server may keep us waiting for longer than we have."""
    answer: SimpleQueue[tuple[str, ...]] = SimpleQueue()
    Thread(target=lambda: answer.put(_look_up(host, port)), daemon=True, name="look-up").start()
    try:
        found = answer.get(timeout=max(0.01, deadline - monotonic()))
    except Empty:
        raise NetError(f"The name {host} was not found in time.") from None
    if not found:
        raise NetError(f"There is no host {host}.")
    return found


def _look_up(host: str, port: int) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
