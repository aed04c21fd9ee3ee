"""A small house to move, an empty database to move it to, and the command that moves it, killed where we like."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import Result
from flask import Flask

from app import create_app
from forum.core.config import ROOT, Settings
from forum.core.db import db
from tests.clients import Visitor

START = "import sys; from flask.cli import main; sys.exit(main())"
DIES_AT_ROW = """
import os, signal, psycopg
from itertools import count
written, write = count(1), psycopg.Copy.write_row
def dying(copy, row):
    write(copy, row)
    if next(written) == {}:
        os.kill(os.getpid(), signal.SIGKILL)
psycopg.Copy.write_row = dying
"""
DIES_AT_WORDS = """
import os, signal
from sqlalchemy import Engine, event
@event.listens_for(Engine, 'after_cursor_execute')
def die(_connection, _cursor, statement, *_rest):
    if {!r} in statement:
        os.kill(os.getpid(), signal.SIGKILL)
"""


@dataclass
class Move:
    """A house and the address it moves to."""

    app: Flask
    to: str
    redis_url: str

    @property
    def data(self) -> Path:
        """Give the folder of the old house."""
        folder: Path = self.app.extensions["settings"].data
        return folder

    def run(self, *more: str, to: str | None = None) -> Result:
        """Move, in this process."""
        return self.app.test_cli_runner().invoke(args=["move", "--to", to or self.to, *more])

    def killed(self, before: str) -> bool:
        """Move in a process of its own with some words of ours before; tells whether they killed it."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("HOMEGROUND_")}
        command = [sys.executable, "-c", before + START, "--app", "app", "move", "--to", self.to]
        done = subprocess.run(
            command, cwd=ROOT, env=clean | {"HOMEGROUND_DATA": str(self.data)}, capture_output=True, check=False
        )
        return done.returncode == -signal.SIGKILL

    def new(self) -> Flask:
        """Open the new house, with the key of the old one."""
        return opened(Settings(data=self.data, database_url=self.to, redis_url=self.redis_url, url="http://localhost"))


def opened(settings: Settings) -> Flask:
    """Open a house as the tests' own do."""
    app = create_app(settings)
    app.testing = True
    app.test_client_class = Visitor
    return app


def closed(app: Flask) -> None:
    """Let go of a house's database."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
