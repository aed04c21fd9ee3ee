"""A kept page: its bytes, compressed once for each coding that was asked for, and how it answers."""

import threading
from collections.abc import Callable, Mapping, Sequence
from email.utils import formatdate
from functools import lru_cache
from gzip import compress as gzip
from hashlib import blake2b

import brotli  # type: ignore[import-untyped]
from werkzeug.http import parse_accept_header
from zstandard import ZstdCompressor, ZstdDecompressor

from forum.core.clock import monotonic, now
from forum.core.pages.ledger import Cursor

Headers = list[tuple[str, str]]

CODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "zstd": lambda body: ZstdCompressor(level=3).compress(body),
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip(body, 5, mtime=0),
}
"""In the order in which we like them."""
KEPT_S = 60.0
"""What changes by the clock alone may be this old."""
VARY = "Accept-Encoding, Accept-Language, Cookie"
OWN = frozenset({"content-length", "content-encoding", "etag", "last-modified", "vary", "date", "set-cookie"})
TOLD_AGAIN = frozenset({"ETag", "Cache-Control", "Vary"})
SETTLED_S = 1.0
"""Dates in HTTP know no fractions: a page tells its own only when no other can have it."""
BESIDES = 4096
"""What a page takes besides its bytes."""


class Page:
    """A page as it was drawn, for all who ask for the same."""

    def __init__(
        self, zstd: bytes, headers: Headers, digest: str, labels: frozenset[str], cursor: Cursor, age: float = 0.0
    ) -> None:
        self.zstd, self.digest, self.labels, self.cursor = zstd, digest, labels, cursor
        self.headers = [(name, value) for name, value in headers if name.lower() not in OWN]
        self.drawn_at = monotonic() - age
        self._date = ("Last-Modified", formatdate(now().timestamp() - age, usegmt=True))
        self._answers: dict[str, tuple[str, Headers, list[bytes]]] = {}
        self._lock = threading.Lock()

    @classmethod
    def drawn(cls, body: bytes, headers: Headers, labels: frozenset[str], cursor: Cursor) -> "Page":
        """Keep what was drawn."""
        digest = blake2b(body, digest_size=15).hexdigest()
        return cls(CODERS["zstd"](body), headers, digest, labels, cursor)

    @property
    def size(self) -> int:
        """Tell how much memory the page may come to take: bytes for each coding, and what describes them."""
        return (len(CODERS) + 1) * len(self.zstd) + BESIDES

    @property
    def age(self) -> float:
        """Tell how many seconds ago the page was drawn."""
        return monotonic() - self.drawn_at

    def answer(self, coding: str, seen: str, since: str) -> tuple[str, Headers, list[bytes]]:
        """Give status, headers and body in a coding, or that nothing is new to who has seen it."""
        tag, headers, body = self._answers.get(coding) or self._encoded(coding)
        settled = self.age > SETTLED_S
        known = tag in seen or seen.strip() == "*" if seen else settled and since == self._date[1]
        if known:
            return "304 Not Modified", [both for both in headers if both[0] in TOLD_AGAIN], []
        return "200 OK", [*headers, self._date] if settled else headers, body

    def _encoded(self, coding: str) -> tuple[str, Headers, list[bytes]]:
        with self._lock:
            if coding not in self._answers:
                body = self._body(coding)
                tag = f'"{self.digest}-{coding}"'
                encoding = [("Content-Encoding", coding)] if coding in CODERS else []
                own = [("ETag", tag), ("Vary", VARY), ("Content-Length", str(len(body)))]
                self._answers[coding] = tag, [*self.headers, *own, *encoding], [body]
            return self._answers[coding]

    def _body(self, coding: str) -> bytes:
        if coding == "zstd":
            return self.zstd
        body = ZstdDecompressor().decompress(self.zstd)
        return CODERS[coding](body) if coding in CODERS else body


def may_be_kept(status: str, headers: Sequence[tuple[str, str]]) -> bool:
    """Tell whether an answer is a page that is the same for all who ask alike."""
    said = {name.lower(): value.lower() for name, value in headers}
    kind = said.get("content-type", "").partition(";")[0]
    forbidden = {"private", "no-store"} & {word.strip() for word in said.get("cache-control", "").split(",")}
    plain = kind in {"text/html", "application/atom+xml", "application/xml", "text/plain"}
    return status.startswith("200") and plain and not forbidden and not {"set-cookie", "content-encoding"} & said.keys()


@lru_cache(1024)
def best_coding(accepted: str) -> str:
    """Choose the coding we like best of those a visitor takes."""
    if not accepted:
        return "identity"
    taken = parse_accept_header(accepted)
    return next((coding for coding in CODERS if taken.quality(coding) > 0), "identity")
