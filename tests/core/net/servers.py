"""Real servers on the loopback address that behave well and badly."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseServer


class Guest(BaseHTTPRequestHandler):
    """Answers by the path, and keeps what it was asked."""

    protocol_version = "HTTP/1.1"
    stop: threading.Event
    asked: list[tuple[str, str, dict[str, str], bytes]]
    elsewhere: str

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else b""
        seen = {name.lower(): value for name, value in self.headers.items()}
        self.asked.append((self.command, self.path, seen, body))
        name = self.path.strip("/").split("/")[0].split("?")[0].replace("-", "_")
        getattr(self, f"page_{name}", self.page_hello)()

    do_GET = do_POST = do_HEAD = do_PUT = do_DELETE = answer  # noqa: N815 - the library's names

    def page_hello(self) -> None:
        self.say(200, b"hello", {"Content-Type": "text/plain; charset=utf-8", "Set-Cookie": "a=b"})

    def page_big(self) -> None:
        self.say(200, b"x" * 200_000)

    def page_endless(self) -> None:
        self.start({"Transfer-Encoding": "chunked"})
        while not self.stop.is_set() and self.write(b"1000\r\n" + b"x" * 4096 + b"\r\n"):
            pass

    def page_bomb(self) -> None:
        self.say(200, gzip.compress(b"\0" * 50_000_000), {"Content-Encoding": "gzip"})

    def page_zipped(self) -> None:
        self.say(200, gzip.compress(b"hello"), {"Content-Encoding": "gzip"})

    def page_drip(self) -> None:
        self.start({"Content-Length": "1000"})
        while not self.stop.wait(0.1) and self.write(b"x"):
            pass

    def page_drip_open(self) -> None:
        self.start({"Connection": "close"})
        while not self.stop.wait(0.1) and self.write(b"x"):
            pass

    def page_drip_headers(self) -> None:
        while not self.stop.wait(0.1) and self.write(b"H"):
            pass

    def page_silent(self) -> None:
        self.stop.wait(10)

    def page_nonsense(self) -> None:
        self.write(b"\x00\x01nonsense\r\n\r\n")
        self.close_connection = True

    def page_loop(self) -> None:
        self.say(302, b"", {"Location": "/loop"})

    def page_hops(self) -> None:
        left = int(self.path.rsplit("/", 1)[1])
        self.say(302, b"", {"Location": f"/hops/{left - 1}" if left else "/hello"})

    def page_to(self) -> None:
        self.say(int(self.path.split("/")[2]), b"", {"Location": self.elsewhere})

    def say(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.start({"Content-Length": str(len(body)), **(headers or {})}, status)
        if self.command != "HEAD":
            self.write(body)

    def start(self, headers: dict[str, str], status: int = 200) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def write(self, data: bytes) -> bool:
        try:
            self.wfile.write(data)
        except OSError:
            self.close_connection = True
            return False
        return True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Served:
    """A running server: where it is, what it was asked, where its redirects lead."""

    def __init__(self, wrap: Callable[[BaseServer], None] | None = None, host: str = "127.0.0.1") -> None:
        self.handler: type[Guest] = type("Kept", (Guest,), {})
        self.handler.stop, self.handler.asked, self.handler.elsewhere = threading.Event(), [], ""
        self.server = ThreadingHTTPServer((host, 0), self.handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]
        if wrap is not None:
            wrap(self.server)
        self.place = f"{host}:{self.server.server_port}"
        self.url = f"http://{self.place}"

    @property
    def asked(self) -> list[tuple[str, str, dict[str, str], bytes]]:
        return self.handler.asked

    def lead_to(self, address: str) -> None:
        self.handler.elsewhere = address


@contextmanager
def serving(wrap: Callable[[BaseServer], None] | None = None, host: str = "127.0.0.1") -> Iterator[Served]:
    """Serve on a port of the loopback address for the length of the block."""
    served = Served(wrap, host)
    threading.Thread(target=served.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield served
    finally:
        served.handler.stop.set()
        served.server.shutdown()
        served.server.server_close()
