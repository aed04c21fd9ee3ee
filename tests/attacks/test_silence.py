"""Visitors who fall silent hold no line for ever (S50)."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator

import pytest

from forum.core import serve
from forum.core.clock import monotonic
from tests.services.waiting import free_port, listens, until

HEAD = b"POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n"
SILENT = {"nothing": b"", "half a line": b"GET /x HT", "half a head": HEAD, "half a body": HEAD + b"\r\nhalf"}


def answer(environ: dict[str, object], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Read what was sent, as any application would."""
    environ["wsgi.input"].read()  # type: ignore[attr-defined]
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"heard\n"]


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server that waits half a second for the next word."""
    monkeypatch.setattr(serve, "LONGEST_SILENCE_S", 0.5)
    number, made = free_port(), []
    ready, done = threading.Event(), threading.Event()

    def run() -> None:
        server = serve.Server(answer, "127.0.0.1", number)  # type: ignore[arg-type]
        server.start()
        made.append(server)
        ready.set()
        while not done.is_set():
            server._stop_event.wait(0.05)
        server.stop(1)

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(5)
    yield number
    done.set()
    thread.join(5)


@pytest.mark.parametrize("said", SILENT.values(), ids=SILENT.keys())
def test_s50_whoever_falls_silent_is_hung_up_on(port: int, said: bytes):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(said)
        begun = monotonic()
        rest = b"".join(iter(lambda: line.recv(4096), b""))
        assert monotonic() - begun < 5
        assert b"heard" not in rest
    until(lambda: listens(port), what="the server to go on")


def test_s50_whoever_speaks_is_heard(port: int):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        for piece in (HEAD, b"\r\n", b"x" * 5, b"x" * 5):
            line.sendall(piece)
        rest = b"".join(iter(lambda: line.recv(4096), b""))
        assert b"heard" in rest
