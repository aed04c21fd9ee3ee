"""Speaks to the sockets by hand: what a page says, and what no page would."""

import json
import socket
from collections.abc import Callable
from typing import Any, Self

from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Message,
    RejectConnection,
    Request,
    TextMessage,
)

ADDRESS = "/socket.io/?EIO=4&transport=websocket"
PATIENCE_S = 10


class Refused(Exception):
    """The door stayed shut; the status says why."""


class Speaker:
    """One socket of a visitor, who may have a session and may say where it comes from."""

    def __init__(
        self, port: int, *, cookie: str = "", origin: str | None = "", host: str = "", source: str = ""
    ) -> None:
        self.host = host or f"127.0.0.1:{port}"
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE_S, (source, 0) if source else None)
        self.protocol = WSConnection(ConnectionType.CLIENT)
        self.frames: list[str] = []
        self.closed: int | None = None
        self._asked, self._part = 0, ""
        headers = [("Cookie", cookie)] if cookie else []
        if origin is not None:
            headers.append(("Origin", origin or f"http://{self.host}"))
        self.socket.sendall(self.protocol.send(Request(host=self.host, target=ADDRESS, extra_headers=[
            (name.encode(), value.encode()) for name, value in headers
        ])))  # fmt: skip
        self.open = False
        while not self.open:
            self.listen()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def greet(self, token: str = "") -> Self:
        """Say who we are, and wait until that is taken."""
        self.say("40" + json.dumps({"token": token}))
        self.hear(lambda frame: frame.startswith(("40", "44")))
        return self

    def ask(self, event: str, words: object) -> Any:
        """Say something and give the answer."""
        number, self._asked = self._asked, self._asked + 1
        self.say(f"42{number}{json.dumps([event, words])}")
        head = f"43{number}["
        return json.loads(self.hear(lambda frame: frame.startswith(head))[len(head) - 1 :])[0]

    def join(self, channel: str, *, page: int = 1, after: int = 0) -> Any:
        """Follow a channel; gives what the page lacks."""
        return self.ask("join", {"channel": channel, "page": page, "after": after})

    def event(self, name: str, wanted: Callable[[Any], bool] = lambda _words: True) -> Any:
        """Wait for an event, and give its words."""

        def is_it(frame: str) -> bool:
            said = json.loads(frame[2:]) if frame.startswith("42[") else [None, None]
            return said[0] == name and wanted(said[1])

        return json.loads(self.hear(is_it)[2:])[1]

    def say(self, text: str | bytes) -> None:
        """Send a frame, whatever it is."""
        said = Message[str](data=text) if isinstance(text, str) else Message[bytes](data=text)
        self.socket.sendall(self.protocol.send(said))

    def hear(self, wanted: Callable[[str], bool]) -> str:
        """Wait for a frame, those that came already included; pings are answered meanwhile."""
        at = 0
        while True:
            while at < len(self.frames):
                if wanted(self.frames[at]):
                    return self.frames[at]
                at += 1
            if self.closed is not None:
                raise ConnectionError(f"closed with {self.closed} after {self.frames}")
            self.listen()

    def until_closed(self) -> int:
        """Wait until the other side hangs up; gives its reason."""
        while self.closed is None:
            self.listen()
        return self.closed

    def listen(self) -> None:
        """Take what comes next."""
        try:
            data = self.socket.recv(65536)
        except ConnectionError:
            data = b""
        if not data:
            self.closed = self.closed if self.closed is not None else 1006
            return
        self.protocol.receive_data(data)
        for event in self.protocol.events():
            self._take(event)

    def _take(self, event: object) -> None:
        match event:
            case AcceptConnection():
                self.open = True
            case RejectConnection():
                self.socket.close()
                raise Refused(event.status_code)
            case CloseConnection():
                self.closed = int(event.code)
            case TextMessage():
                self._collect(event)
            case BytesMessage():
                raise AssertionError("the house sent bytes")

    def _collect(self, event: TextMessage) -> None:
        self._part += event.data
        if not event.message_finished:
            return
        frame, self._part = self._part, ""
        if frame == "2":
            self.say("3")
        else:
            self.frames.append(frame)
