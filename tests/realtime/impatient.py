"""The house, with less patience: a ping every two seconds, two seconds to answer it, three to join."""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402
from pathlib import Path  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import app  # noqa: E402
from forum.realtime import line, sockets  # noqa: E402

sockets.PING_S = sockets.PATIENCE_S = 2
line.UNJOINED_S = 3

if __name__ == "__main__":
    app.main()
