"""Many open pages of one thread in a process of their own, each a socket that notes when it is told of a post.

`python -m benchmarks.listeners PORT COUNT AFTER CHANNEL...` deals its sockets out to the channels, joins each with that
cursor, says how long that took, listens until its input ends, and then says, for each channel and number of a last
post, when it was heard.
"""

import json
import re
import selectors
import socket
import sys
from collections import defaultdict
from collections.abc import Sequence

from wsproto import ConnectionType, WSConnection
from wsproto.events import Message, Request, TextMessage

from forum.core.clock import monotonic, now

ADDRESS = "/socket.io/?EIO=4&transport=websocket"
PER_ADDRESS = 40
AT_ONCE = 100
"""How many knock before the first of them is in."""
LAST = re.compile(r'"last":(\d+)')


class Listener:
    """One open page; it comes from an address of its own where one has enough."""

    def __init__(self, port: int, number: int, after: int, channel: str) -> None:
        source = f"127.0.{1 + number // PER_ADDRESS // 250}.{1 + number // PER_ADDRESS % 250}"
        self.channel, self.after, self.joined = channel, after, False
        self.socket = socket.create_connection(("127.0.0.1", port), 30, (source, 0))
        self._protocol, self._text = WSConnection(ConnectionType.CLIENT), ""
        self.socket.sendall(self._protocol.send(Request(host=f"127.0.0.1:{port}", target=ADDRESS)))
        self.heard: dict[int, float] = {}

    def take(self) -> None:
        """Take what came, answer what wants an answer, and note what was told."""
        moment = now().timestamp()
        self._protocol.receive_data(self.socket.recv(1 << 20))
        for event in self._protocol.events():
            if isinstance(event, TextMessage):
                self._text += event.data
                if event.message_finished:
                    frame, self._text = self._text, ""
                    self._frame(frame, moment)

    def _frame(self, frame: str, moment: float) -> None:
        if frame.startswith("0"):
            self._say("40{}")
        elif frame.startswith("40"):
            self._say(f'420["join",{{"channel":"{self.channel}","page":1,"after":{self.after}}}]')
        elif frame.startswith("430"):
            self.joined = True
        elif frame == "2":
            self._say("3")
        elif found := LAST.search(frame):
            self._hear(int(found[1]), moment)

    def _hear(self, last: int, moment: float) -> None:
        """Note that a thread goes up to this post now: what went out together with it came now, too."""
        for number in range(last, 0, -1):
            if number in self.heard:
                break
            self.heard[number] = moment

    def _say(self, text: str) -> None:
        self.socket.sendall(self._protocol.send(Message(data=text)))


def main(port: int, count: int, after: int, channels: Sequence[str]) -> None:
    """Open the pages, listen, and tell."""
    poll = selectors.DefaultSelector()
    began, listeners = monotonic(), list[Listener]()
    while len(listeners) < count or not all(each.joined for each in listeners):
        waiting = sum(not each.joined for each in listeners)
        if len(listeners) < count and waiting < AT_ONCE:
            listeners.append(Listener(port, len(listeners), after, channels[len(listeners) % len(channels)]))
            poll.register(listeners[-1].socket, selectors.EVENT_READ, listeners[-1])
        for key, _events in poll.select(0 if len(listeners) < count else 1):
            key.data.take()
    _say(monotonic() - began)
    poll.register(sys.stdin, selectors.EVENT_READ, None)
    while True:
        for key, _events in poll.select():
            if key.data is None:
                _tell(listeners)
                return
            key.data.take()


def _tell(listeners: Sequence[Listener]) -> None:
    told: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for each in listeners:
        for number, moment in each.heard.items():
            told[each.channel][number].append(moment)
    _say(told)


def _say(what: object) -> None:
    sys.stdout.write(f"{json.dumps(what)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
