"""Databases that are made once a day and kept under build/bench until what they are made of changes."""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from app import create_app
from benchmarks.community import Shape, fill
from forum.core.clock import monotonic
from forum.core.config import ROOT, Settings
from forum.core.db import db
from forum.core.jobs import wind_clock
from forum.core.relay import run_due
from forum.core.setup import bring_up_to_date
from forum.core.transaction import transaction
from forum.members.models import Member
from forum.members.sessions import Visit, open_session

FOLDER = ROOT / "build" / "bench"
MADE_OF = (
    "benchmarks/community.py",
    "benchmarks/kept.py",
    "benchmarks/prose.py",
    "forum/*/models.py",
    "migrations/versions/*.py",
)
DONE = "made"
DIGITS = 10
MOST_INDEXED = 100_000
"""So many posts are indexed beforehand and what follows from them is done, as in a house that has lived for a day."""


def kept(name: str, shape: Shape) -> Path:
    """Give the data folder of a community, made first if it is not there."""
    folder = FOLDER / f"{name}-{_digest(shape)}"
    if not (folder / DONE).exists():
        for old in (folder, *FOLDER.glob(f"{name}-{'?' * DIGITS}")):
            shutil.rmtree(old, ignore_errors=True)
        build(name, shape, Settings(data=folder))
        (folder / DONE).touch()
    return folder


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """Lend a copy of a data folder, to be written to and thrown away."""
    with TemporaryDirectory(prefix="homeground-bench-") as place:
        yield Path(shutil.copytree(folder, Path(place) / "data"))


def sign_in(data: Path, member_ids: Sequence[int]) -> list[str]:
    """Open a session for each of these members; gives the values of their cookies."""
    app = create_app(Settings(data=data))
    with app.app_context():
        tokens = [_open(member_id) for member_id in member_ids]
        db.session.remove()
        db.engine.dispose()
    return tokens


def build(name: str, shape: Shape, settings: Settings) -> None:
    """Make a community in the empty database that the settings lead to."""
    click.echo(f"making the community {name!r} of {shape.posts:,} posts ...", err=True)
    began = monotonic()
    app = create_app(settings)
    with app.app_context():
        bring_up_to_date()
        fill(shape)
        _gather_statistics()
        if shape.posts <= MOST_INDEXED:
            app.test_cli_runner().invoke(args=["search", "rebuild"])
            wind_clock()
            run_due()
        db.session.remove()
        db.engine.dispose()
    click.echo(f"  took {monotonic() - began:.0f} s", err=True)


def _gather_statistics() -> None:
    """Let PostgreSQL look at what was filled in, as its autovacuum would within a minute or two."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")


def _digest(shape: Shape) -> str:
    made_of = sorted(path for pattern in MADE_OF for path in ROOT.glob(pattern))
    digest = hashlib.sha256(f"{shape} {shape.ends}".encode())
    for path in made_of:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:DIGITS]


@transaction
def _open(member_id: int) -> str:
    return open_session(db.session.get_one(Member, member_id), "password", Visit(browser="a benchmark")).token
