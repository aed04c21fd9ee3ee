"""HTTP spoken by hand: what no well-behaved client would send, and exactly what came back."""

import socket
from dataclasses import dataclass
from typing import Self

PATIENCE_S = 15
ENOUGH = 1 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it stood on the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


class Wire:
    """A connection to a port of the loopback address."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
        self.reader = self.socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.reader.close()
        self.socket.close()

    def send(self, *lines: str, body: bytes = b"") -> None:
        """Send the lines of a head, and what follows it."""
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode("latin-1") + body)

    def answer(self) -> Answer | None:
        """Read one answer; None when the other side hung up instead."""
        try:
            first = self.reader.readline(ENOUGH)
        except ConnectionError:
            return None
        if not first:
            return None
        headers: dict[str, str] = {}
        while line := self.reader.readline(ENOUGH).strip():
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        return Answer(int(first.split()[1]), headers, self._body(headers))

    def rest(self) -> bytes:
        """Read until the other side hangs up."""
        try:
            return self.reader.read()
        except ConnectionError:
            return b""

    def _body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding") == "chunked":
            parts = []
            while size := int(self.reader.readline(ENOUGH), 16):
                parts.append(self.reader.read(size))
                self.reader.readline(ENOUGH)
            self.reader.readline(ENOUGH)
            return b"".join(parts)
        return self.reader.read(int(headers.get("content-length", 0)))
