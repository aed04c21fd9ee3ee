"""One WebSocket, as Engine.IO's gevent driver wants it, spoken by wsproto.

The driver's own, simple-websocket, has no limit for a message, cuts off what the system does not take at once, keeps
a compressor of 300 kB for each browser, and wants a greenlet more (docs/decisions/012).
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import gevent
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Message, Ping, TextMessage
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import ProtocolError, generate_accept_token

from forum.realtime.grammar import LONGEST_MESSAGE, Bucket, understood

READ_AT_ONCE = 512
"""Each line that waits holds a buffer of this size; pages say little."""
AGREED = (
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {}\r\n\r\n"
)
"""Our half of the handshake; it takes up no extension, so that nothing is compressed."""
KEY_LENGTH = 24
"""Sixteen bytes in base64."""
UNJOINED_S = 10
PARTING_S = 1


def is_handshake(environ: dict[str, Any]) -> bool:
    """Tell whether a request asks for a WebSocket as its protocol wants it."""
    key: str = environ.get("HTTP_SEC_WEBSOCKET_KEY", "")
    wanted = environ.get("HTTP_UPGRADE", "").lower(), environ.get("HTTP_SEC_WEBSOCKET_VERSION")
    return wanted == ("websocket", "13") and len(key) == KEY_LENGTH and key.isascii()


class Line:
    """What is said on one socket."""

    def __init__(self, handler: Callable[["Line"], Any], _server: object) -> None:
        self._handler = handler
        self._protocol = Connection(ConnectionType.SERVER)
        self._bucket = Bucket()
        self._heard: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self.open = False
        self.welcome = False
        """Whether whoever is at the other end has said what they want; until then they have ten seconds."""

    def __call__(self, environ: dict[str, Any], start_response: object) -> Any:
        """Shake hands, and let Engine.IO speak until one side hangs up."""
        self._file = environ["wsgi.input"]
        self._socket: socket.socket = self._file.raw._sock
        token = generate_accept_token(environ["HTTP_SEC_WEBSOCKET_KEY"].encode())
        self._socket.sendall(AGREED.format(token.decode()).encode())
        self.open = True
        environ["realtime.line"] = self
        impatience = gevent.spawn_later(UNJOINED_S, self._lose_patience)
        try:
            return self._handler(self)
        finally:
            impatience.kill(block=False)
            self._hang_up()

    def wait(self) -> str | None:
        """Give the next message, or None when the line is dead."""
        while self.open:
            if self._heard:
                return self._heard.pop(0)
            try:
                data = self._file.read1(READ_AT_ONCE)
            except (OSError, ValueError):
                data = b""
            if data:
                self._feed(data)
            else:
                self.open = False
        return None

    def send(self, text: str) -> None:
        """Say something, all of it."""
        if not self.open:
            raise OSError("the line is dead")
        self._socket.sendall(self._protocol.send(Message(data=text)))

    def close(self, reason: int = CloseReason.NORMAL_CLOSURE) -> None:
        """Hang up at once; the goodbye is said by somebody else, who does not wait long."""
        if self.open:
            self.open = False
            gevent.spawn(self._part, reason)

    def _lose_patience(self) -> None:
        if not self.welcome:
            self.close(CloseReason.POLICY_VIOLATION)

    def _feed(self, data: bytes) -> None:
        try:
            self._protocol.receive_data(data)
            for event in self._protocol.events():
                self._take(event)
        except (ProtocolError, UnicodeDecodeError):
            self.close(CloseReason.PROTOCOL_ERROR)

    def _take(self, event: object) -> None:
        match event:
            case TextMessage():
                self._collect(event.data, finished=event.message_finished)
            case BytesMessage():
                self.close(CloseReason.UNSUPPORTED_DATA)
            case Ping():
                self._answer(event.response())
            case CloseConnection():
                self.close()

    def _answer(self, pong: Any) -> None:
        """Answer a ping; pings count as messages, or somebody could send nothing else."""
        if not self._bucket.take():
            self.close(CloseReason.POLICY_VIOLATION)
        elif self.open:
            self._socket.sendall(self._protocol.send(pong))

    def _collect(self, text: str, *, finished: bool) -> None:
        self._length += len(text) + 1  # empty parts are parts too
        if self._length > LONGEST_MESSAGE:
            self.close(CloseReason.MESSAGE_TOO_BIG)
            return
        self._parts.append(text)
        if not finished:
            return
        whole, self._parts, self._length = "".join(self._parts), [], 0
        if self._bucket.take() and understood(whole):
            self._heard.append(whole)
        else:
            self.close(CloseReason.POLICY_VIOLATION)

    def _part(self, reason: int) -> None:
        with suppress(OSError, ProtocolError), gevent.Timeout(PARTING_S, False):
            self._socket.sendall(self._protocol.send(CloseConnection(code=reason)))
        self._hang_up()

    def _hang_up(self) -> None:
        """Let both greenlets of the line, and the server's that reads it, find its end."""
        self.open = False
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
