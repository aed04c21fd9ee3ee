"""The floor: a bare Flask page on the same server as the product; it stands alone, `python hello.py PORT`."""

import sys

from flask import Flask
from gevent.pywsgi import WSGIServer


def main(port: int) -> None:
    """Answer hello until told to stop."""
    app = Flask("hello")
    app.add_url_rule("/", "hello", lambda: "hello")
    WSGIServer(("127.0.0.1", port), app, log=None).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
