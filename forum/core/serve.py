"""The embedded server: one process that answers, with its worker beside it."""

import fcntl
import gc
import logging
import os
import re
import resource
import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol

import gevent
from flask import Flask
from gevent.pool import Pool
from gevent.pywsgi import LoggingLogAdapter, WSGIHandler, WSGIServer

from forum.core.config import Misconfigured, Settings, unwritable
from forum.core.head import Head
from forum.core.relay import relays

LAST_WORDS_S = 7
LAST_WORK_S = 1
LONGEST_SILENCE_S = 60
"""How long we wait for a visitor's next byte, and for a visitor to take what we send."""
MOST_CONNECTIONS = 2000
MOST_OPEN_PAGES = 8000
"""How many connections a process may have that holds sockets and nothing else."""
SENT_AT_ONCE = 65_536
HEAD_BUFFER = 2048
SPARE_FILES = 500
MOUNTS = Path("/proc/self/mounts")
NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs"}
)

log = logging.getLogger(__name__)


class Runner(Protocol):
    """Something that runs beside the server."""

    def run(self) -> None:
        """Work until told to stop."""

    def stop(self) -> None:
        """Return from `run` soon."""


class OneServer:
    """Sees to it that one server at a time serves a data folder (S68)."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "serve.lock"

    def __enter__(self) -> None:
        refuse_network_folder(self.path.parent)
        try:
            self.file = self.path.open("a+")  # held open as long as we serve
        except OSError as error:
            raise unwritable(self.path.parent, error) from error
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.file.seek(0)
            other = self.file.read().strip() or "another process"
            raise Misconfigured(
                f"{self.path.parent} is being served already (process {other}): stop that one, or set HOMEGROUND_DATA."
            ) from None
        self.file.truncate(0)
        self.file.write(str(os.getpid()))
        self.file.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()


class Conversation(WSGIHandler):  # type: ignore[misc]
    """What is said on one connection, one request after the other."""

    def handle(self) -> None:
        """Speak until either side hangs up; whoever falls silent is not waited for."""
        self.socket.settimeout(LONGEST_SILENCE_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or each answer waits 40 ms for an ACK
        self.rfile.close()  # type: ignore[has-type]
        self.rfile = self.socket.makefile("rb", HEAD_BUFFER)  # gevent's own takes 8 kB of every connection
        super().handle()

    def read_requestline(self) -> str:
        """Wait for the next request, and let the server know that this is all we do."""
        self.server.silent.add(self.socket)
        try:
            line: str = super().read_requestline()
        finally:
            self.server.silent.discard(self.socket)
        return line

    def MessageClass(self, file: BinaryIO, *_given: object) -> Head:  # noqa: N802 (gevent's name)
        """Read a request's headers; a request whose end a proxy could see elsewhere is refused (S69)."""
        return Head(file)

    def _headers(self) -> Iterator[tuple[str, str]]:
        return self.headers.variables()  # type: ignore[no-any-return]

    def log_request(self) -> None:
        """Keep quiet: the server has no log of requests, so none need be written."""

    def _write_with_headers(self, data: bytes) -> None:
        """Send the head and what follows it at once, where that is short."""
        self.headers_sent = True
        self.finalize_headers()
        lines = (b"%b: %b\r\n" % header for header in self.response_headers)
        head = b"".join((b"HTTP/1.1 ", self.status, b"\r\n", *lines, b"\r\n"))
        together = not self.response_use_chunked and len(data) < SENT_AT_ONCE
        self._sendall(head + data if together else head)
        if not together:
            self._write(data)

    def handle_one_request(self) -> object:
        """Answer, and then hang up if the house is closing."""
        result = super().handle_one_request()
        return None if result is True and self.server.closing else result


class Server(WSGIServer):  # type: ignore[misc]
    """A server that finishes what is under way when it is told to stop (S60)."""

    handler_class = Conversation

    def __init__(self, app: Flask, host: str, port: int, most: int = MOST_CONNECTIONS) -> None:
        faults = LoggingLogAdapter(log, level=logging.ERROR)
        super().__init__((host, port), app, spawn=Pool(most), log=None, error_log=faults)
        self.silent: set[socket.socket] = set()
        self.closing = False

    def close(self) -> None:
        """Take no more connections, and hang up where nobody says anything."""
        self.closing = True
        super().close()
        for connection in self.silent:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RD)


def serve(app: Flask, settings: Settings) -> None:
    """Answer until told to stop; then finish what is under way."""
    most = MOST_CONNECTIONS if settings.embedded else MOST_OPEN_PAGES
    _allow_files(most + SPARE_FILES)
    server = Server(app, settings.host, settings.port, most)
    workers: list[Runner] = [
        app.extensions["tail"], *app.extensions.get("runners", ()), *relays(app, settings.workers)
    ]  # fmt: skip
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, _stop, server, workers)
    gc.collect()
    gc.freeze()  # what the house is made of stays: the collector need not look at it again and again
    gc.enable()
    try:
        server.start()
    except OSError as error:
        raise Misconfigured(
            f"Port {settings.port} of {settings.host} cannot be used ({error.strerror}): stop the program that has it, "
            "or set HOMEGROUND_PORT."
        ) from error
    running = [gevent.spawn(worker.run) for worker in workers]
    print(f"Homeground is at {settings.url}", flush=True)
    server.serve_forever(stop_timeout=LAST_WORDS_S)
    gevent.joinall(running, timeout=LAST_WORK_S)


def refuse_network_folder(folder: Path, mounts: str | None = None) -> None:
    """Refuse a data folder on a network file system, where SQLite's locks do not hold.

    `mounts` is what Linux says of them, in the form of /proc/self/mounts.
    """
    lines = (mounts if mounts is not None else MOUNTS.read_text()).splitlines()
    place = str(folder.resolve())
    inside = [(point, kind) for point, kind in map(_mount, lines) if f"{place}/".startswith(f"{point.rstrip('/')}/")]
    _point, kind = max(inside, key=lambda mount: len(mount[0]), default=("/", ""))
    if kind in NETWORK_FILE_SYSTEMS:
        raise Misconfigured(
            f"{folder} is on a network file system ({kind}): SQLite needs a local disk. Set HOMEGROUND_DATA."
        )


def _mount(line: str) -> tuple[str, str]:
    """Read where something is mounted, and what it is; blanks in names stand as octal codes there."""
    _device, point, kind, *_options = line.split()
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), point), kind


def _allow_files(wanted: int) -> None:
    """Let the process have so many files open, as far as the system lets it: each connection is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _stop(server: Server, workers: list[Runner]) -> None:
    for worker in workers:
        worker.stop()
    server.close()
