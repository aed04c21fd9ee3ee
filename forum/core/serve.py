"""The embedded server: one process that answers, with its worker beside it."""

import fcntl
import gc
import logging
import os
import signal
from pathlib import Path
from types import TracebackType

import gevent
from flask import Flask
from gevent.pywsgi import LoggingLogAdapter, WSGIServer

from forum.core.config import Misconfigured, Settings
from forum.core.relay import Relay

LAST_WORDS_S = 10
NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs"}
)

log = logging.getLogger(__name__)


class OneServer:
    """Sees to it that one server at a time serves a data folder (S68)."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "serve.lock"

    def __enter__(self) -> None:
        refuse_network_folder(self.path.parent)
        self.file = self.path.open("a+")  # held open as long as we serve
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


def serve(app: Flask, settings: Settings) -> None:
    """Answer until told to stop; then finish what is under way."""
    with OneServer(settings.data):
        relays = [Relay(app) for _ in range(settings.workers)]
        gc.collect()
        gc.freeze()  # what the house is made of stays: the collector need not look at it again and again
        workers = [gevent.spawn(relay.run) for relay in relays]
        server = WSGIServer(
            (settings.host, settings.port),
            app,
            log=None,
            error_log=LoggingLogAdapter(log, level=logging.ERROR),
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            gevent.signal_handler(number, _stop, server, relays)
        print(f"Homeground is at {settings.url}", flush=True)
        server.serve_forever(stop_timeout=LAST_WORDS_S)
        gevent.joinall(workers, timeout=LAST_WORDS_S)


def refuse_network_folder(folder: Path) -> None:
    """Refuse a data folder on a network file system, where SQLite's locks do not hold."""
    mounts = [line.split()[1:3] for line in Path("/proc/self/mounts").read_text().splitlines()]
    place = str(folder.resolve())
    inside = [(point, kind) for point, kind in mounts if place == point or place.startswith(point.rstrip("/") + "/")]
    _point, kind = max(inside, key=lambda mount: len(mount[0]), default=("/", ""))
    if kind in NETWORK_FILE_SYSTEMS:
        raise Misconfigured(
            f"{folder} is on a network file system ({kind}): SQLite needs a local disk. Set HOMEGROUND_DATA."
        )


def _stop(server: WSGIServer, relays: list[Relay]) -> None:
    for relay in relays:
        relay.stop()
    server.stop(timeout=LAST_WORDS_S)
