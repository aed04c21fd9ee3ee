"""The embedded house on a disk that is full, and beside a program that holds its database (S64)."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from forum.core.clock import monotonic
from forum.core.db import read
from forum.threads.models import Post
from tests.attacks.houses import standing
from tests.attacks.typed import typed_in
from tests.attacks.visits import Visit
from tests.media.pictures import encoded, quarters
from tests.services.product import Live
from tests.services.waiting import until
from tests.stack import SCALED, Stack

pytestmark = [
    pytest.mark.alone,
    pytest.mark.skipif(SCALED, reason="the embedded house keeps its database on a disk of its own"),
]

SMALL = "4m"
WORDS = "A long letter about wicks, and how they are cut, that nobody would like to type a second time."
SOON_S = 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    if os.getuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can make a small disk")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", place], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip(f"no small disk here: {made.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@contextmanager
def filled(place: Path) -> Iterator[None]:
    """Leave no byte of a disk free in the block."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 16, 1):
            try:
                while file.write(b"\0" * size):
                    pass
            except OSError:
                continue
    try:
        yield
    finally:
        ballast.unlink()


def sources(house: Live) -> list[str]:
    with house.world.app.app_context():
        return list(read().scalars(select(Post.source).order_by(Post.id)))


def test_s64_a_full_disk_is_said_honestly_and_nothing_is_lost(stack: Stack, small_disk: Path):
    with standing(stack, small_disk / "live", Live) as house:
        ana = house.world.member("ana")
        talk, visit = house.world.thread(by=ana), Visit(house, ana)
        there = f"/threads/{talk.id}/posts"
        with filled(small_disk):
            statuses, refused = [], visit.get("/latest")
            for number in range(60):
                refused = visit.post(there, source=f"{WORDS} {number}", once=f"a-key-{number}")
                statuses.append(refused.status_code)
                if refused.status_code != 303:
                    break
            assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
            assert statuses[:-1] == [303] * (len(statuses) - 1)
            offered = typed_in(refused.text)
            assert offered["source"][0].startswith(WORDS)
            for path in ("/latest", talk.url, "/healthz", "/settings/profile"):
                assert visit.get(path).status_code == 200, path
            until(lambda: visit.get("/readyz").status_code == 503, what="the house to say that it is not well")
            assert len(sources(house)) == len(statuses)
            picture = visit.session.post(
                f"{house.url}/media/pictures", data={"csrf_token": visit.token, "alt": "Colours", "kind": "post"},
                files={"file": ("x.png", encoded(quarters()))}, timeout=20,
            )  # fmt: skip
            assert picture.status_code in {503, 507}
        again = visit.post(there, **{name: values[0] for name, values in offered.items() if name != "csrf_token"})
        assert again.status_code == 303
        assert len(sources(house)) == len(statuses) + 1
        until(lambda: visit.get("/readyz").status_code == 200, what="the house to be well")
        assert house.stop() == 0
        with sqlite3.connect(house.data / "homeground.db") as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_s64_while_another_program_holds_the_database_reading_goes_on(stack: Stack, tmp_path: Path):
    with standing(stack, tmp_path / "live", Live) as house, ThreadPoolExecutor() as pool:
        ana = house.world.member("ana")
        talk, visit, reader = house.world.thread(by=ana), Visit(house, ana), Visit(house)
        there = f"/threads/{talk.id}/posts"
        other = sqlite3.connect(house.data / "homeground.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        waiting = pool.submit(visit.post, there, source=WORDS, once="a-key")
        slowest = 0.0
        while not waiting.done():
            begun = monotonic()
            assert reader.get("/latest").status_code == 200
            slowest = max(slowest, monotonic() - begun)
        refused = waiting.result()
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
        assert slowest < SOON_S
        assert len(sources(house)) == 1
        soon = pool.submit(visit.post, there, source=WORDS, once="a-key")
        other.execute("ROLLBACK")
        assert soon.result().status_code == 303
        assert sources(house)[1:] == [WORDS]
        other.close()
