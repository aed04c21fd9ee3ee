"""The floor: a bare Flask page on the product's kinds of server, run as `python hello.py PORT` or by granian."""

import socket
import sys

from flask import Flask
from gevent.pywsgi import WSGIServer

app = Flask("hello")
app.add_url_rule("/", "hello", lambda: "hello")


class Prompt(WSGIServer):  # type: ignore[misc]
    """A server that sends the end of an answer without waiting for the visitor to have the beginning."""

    def init_socket(self) -> None:
        """Listen; connections do as the socket they come from."""
        super().init_socket()
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def main(port: int) -> None:
    """Answer hello until told to stop."""
    Prompt(("127.0.0.1", port), app, log=None).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
