"""What Engine.IO runs beside each socket. A pause before a ping is a timer: a greenlet that only waits takes 9 kB."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import gevent
from engineio.packet import PING, Packet
from engineio.socket import Socket

from forum.core.clock import now


class Task:
    """A background task as Engine.IO starts and joins it."""

    def __init__(
        self, target: Callable[..., Any], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> None:
        self._target, self._args, self._kwargs = target, args, kwargs or {}
        self._running: Any = None

    def start(self) -> None:
        """Run the task, or wait with a ping until it is due."""
        socket = getattr(self._target, "__self__", None)
        if isinstance(socket, Socket) and self._target == socket._send_ping:
            self._running = gevent.get_hub().loop.timer(socket.server.ping_interval)
            self._running.start(gevent.spawn, _ping, socket)
            socket.pulse = self
        else:
            self._running = gevent.spawn(self._target, *self._args, **self._kwargs)

    def join(self, timeout: float | None = None) -> None:
        """Wait until the task is done."""
        self._running.join(timeout)


def _ping(socket: Socket) -> None:
    """Send the ping, as Socket._send_ping does after its sleep."""
    if not socket.closing and not socket.closed:
        socket.last_ping = now().timestamp()
        socket.send(Packet(PING))
