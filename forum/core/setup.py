"""Brings the tables of an install to this version."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from flask_migrate import upgrade

from forum.core.config import settings


def bring_up_to_date() -> None:
    """Apply the migrations that are missing; two processes that start together take turns."""
    with _one_at_a_time():
        upgrade()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    settings().data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings().data / "migrate.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
