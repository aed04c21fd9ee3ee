"""Visitors in a process of their own: many that ask as fast as they are answered, or a crawler at a steady pace.

Alone, as the benchmarks start it: `python -m benchmarks.crowd eager PORT PATH CONNECTIONS SECONDS` prints requests a
second; `python -m benchmarks.crowd crawl PORT RATE` reads languages and paths from its input and prints how
many answers had which status.
"""

import selectors
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from time import sleep

import click

from forum.core.clock import monotonic
from forum.core.config import ROOT

CRAWLERS = 32
PATIENCE_S = 10
AS_BROWSERS = "Accept-Encoding: gzip, br, zstd\r\nAccept-Language: en\r\nUser-Agent: benchmark"


class Eager:
    """A connection that asks again as soon as it has its answer."""

    def __init__(self, port: int, path: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
        self._request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{AS_BROWSERS}\r\n\r\n".encode()
        self._answer = b""
        self.answered = 0

    def ask(self) -> None:
        """Send the request."""
        self._answer = b""
        self.socket.sendall(self._request)

    def hear(self) -> None:
        """Take what has come; ask again when that is all of it."""
        self._answer += self.socket.recv(1 << 18)
        head, found, body = self._answer.partition(b"\r\n\r\n")
        if found and len(body) >= _length(head):
            if b" 200 " not in head[:20]:
                sys.exit(f"not answered: {head!r}")
            self.answered += 1
            self.ask()


def eager(port: int, path: str, connections: int, seconds: float) -> float:
    """Ask over a number of connections at once; gives the answers a second."""
    crowd, waiting = [Eager(port, path) for _ in range(connections)], selectors.DefaultSelector()
    began = monotonic()
    for one in crowd:
        waiting.register(one.socket, selectors.EVENT_READ, one)
        one.ask()
    while monotonic() - began < seconds:
        for key, _events in waiting.select(1):
            key.data.hear()
    return sum(one.answered for one in crowd) / (monotonic() - began)


def crawl(port: int, pages: Sequence[tuple[str, str]], rate: float) -> Counter[int]:
    """Ask for page after page, each in a language, at a pace that does not heed the answers; counts their statuses."""
    seen: Counter[int] = Counter()
    began, turn = monotonic(), threading.Lock()
    steps = iter(range(len(pages)))

    def hurry() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        while True:
            with turn:
                step = next(steps, None)
            if step is None:
                return
            sleep(max(0.0, began + step / rate - monotonic()))
            try:
                language, path = pages[step]
                connection.request("GET", path, headers={"User-Agent": "crawler", "Accept-Language": language})
                answer = connection.getresponse()
                answer.read()
                seen[answer.status] += 1
            except (OSError, HTTPException):
                connection.close()
                seen[0] += 1

    crawlers = [threading.Thread(target=hurry) for _ in range(CRAWLERS)]
    for crawler in crawlers:
        crawler.start()
    for crawler in crawlers:
        crawler.join()
    return seen


def rate_of(port: int, path: str, connections: int, seconds: float) -> float:
    """Run an eager crowd in a process of its own; gives the answers a second."""
    command = [sys.executable, "-m", "benchmarks.crowd", "eager", str(port), path, str(connections), str(seconds)]
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 (this program)
    return float(said.stdout)


@contextmanager
def crawling(port: int, pages: Sequence[tuple[str, str]], rate: float) -> Iterator[Counter[int]]:
    """Let a crawler loose beside the block; its counts are there when the block is over."""
    command = [sys.executable, "-m", "benchmarks.crowd", "crawl", str(port), str(rate)]
    seen: Counter[int] = Counter()
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as crawler:  # noqa: S603 (this program)
        assert crawler.stdin
        crawler.stdin.write("\n".join(" ".join(page) for page in pages))
        crawler.stdin.close()
        yield seen
        assert crawler.stdout
        seen.update({int(status): int(count) for status, count in (line.split() for line in crawler.stdout)})


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return sys.maxsize


def main(what: str, *given: str) -> None:
    """Be the crowd that is asked for."""
    if what == "eager":
        click.echo(eager(int(given[0]), given[1], int(given[2]), float(given[3])))
    else:
        words = sys.stdin.read().split()
        seen = crawl(int(given[0]), list(zip(words[::2], words[1::2], strict=True)), float(given[1]))
        click.echo("\n".join(f"{status} {count}" for status, count in seen.items()))


if __name__ == "__main__":
    main(*sys.argv[1:])
