"""A PostgreSQL cluster of our own: new for the run, fast because nobody needs it to survive a power cut."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.services.child import Child, as_user
from tests.services.waiting import free_port, until

SUPERUSER = "postgres"
USUAL = ("max_connections=200", "jit=off")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""What makes it quick and lets it forget, which no test minds."""


class Postgres:
    """A running cluster; databases are made in it by name."""

    def __init__(self, port: int) -> None:
        self.port = port

    def url(self, name: str = "postgres") -> str:
        """Give the address of a database as our settings take it."""
        return f"postgresql://{SUPERUSER}@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, template: str = "template0") -> str:
        """Make a database from a template; gives its address."""
        self._run(f'CREATE DATABASE "{_safe(name)}" TEMPLATE "{_safe(template)}" ENCODING \'UTF8\'')
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        self._run(f'DROP DATABASE IF EXISTS "{_safe(name)}" WITH (FORCE)')

    def ready(self) -> bool:
        """Tell whether the cluster takes queries already."""
        try:
            self._run("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def serving(*, durable: bool = False) -> Iterator[Postgres]:
    """Run a new cluster for the length of the block; a durable one syncs what it acknowledges."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="homeground-postgres-"))
    try:
        if os.getuid() == 0:
            shutil.chown(folder, SUPERUSER, SUPERUSER)
        _initialise(programs, folder / "data")
        port = free_port()
        options = [
            f"-c{option}" for option in (*USUAL, *(() if durable else FAST), f"unix_socket_directories={folder}")
        ]
        child = Child(
            [programs / "postgres", "-D", folder / "data", "-h", "127.0.0.1", "-p", str(port), *options],
            port=port, log=folder / "log", user=SUPERUSER,
        )  # fmt: skip
        try:
            cluster = Postgres(port)
            until(cluster.ready, what="PostgreSQL")
            yield cluster
        finally:
            child.stop(signal.SIGINT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Find the newest PostgreSQL of this machine."""
    told = os.environ.get("HOMEGROUND_POSTGRES")
    folders = [Path(told)] if told else list(Path("/usr/lib/postgresql").glob("*/bin"))
    found = [folder for folder in folders if (folder / "initdb").exists()]
    if not found:
        pytest.skip("PostgreSQL is not installed: run bin/services postgresql")
    return max(found, key=lambda folder: [int(part) for part in re.findall(r"\d+", str(folder))])


def _initialise(programs: Path, data: Path) -> None:
    options = f"-U {SUPERUSER} -E UTF8 --locale=C.UTF-8 -A trust --no-sync".split()
    command = [*as_user(SUPERUSER), str(programs / "initdb"), "-D", str(data), *options]
    subprocess.run(command, check=True, capture_output=True, cwd="/")


def _safe(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9_]+", name):
        raise ValueError(f"{name} is no name for a database")
    return name
