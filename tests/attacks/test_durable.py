"""What is acknowledged is on the disk, not on its way there: a kill would not show it, counting syncs does (S58)."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.attacks.houses import standing
from tests.attacks.visits import Visit
from tests.services.product import Live
from tests.services.waiting import until
from tests.stack import SCALED, Stack

pytestmark = [
    pytest.mark.alone,
    pytest.mark.skipif(SCALED, reason="PostgreSQL has processes of its own, and its tests run without syncs"),
]

REPLIES = 10


@contextmanager
def counting_syncs(pid: int, log: Path) -> Iterator[None]:
    """Write down every fsync and fdatasync of a process in the block."""
    program = shutil.which("strace")
    if not program:
        pytest.skip("strace is not installed: apt-get install strace")
    words = log.with_suffix(".words")
    command = [program, "-f", "-p", str(pid), "-e", "trace=fsync,fdatasync", "-o", str(log)]
    with words.open("wb") as said:
        tracer = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        until(lambda: tracer.poll() is not None or b"attached" in words.read_bytes(), what="strace")
        if tracer.poll() is not None:
            pytest.skip(f"strace may not look here: {words.read_text().strip()}")
        yield
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.wait(10)


def test_s58_no_reply_is_acknowledged_before_it_is_on_the_disk(stack: Stack, tmp_path: Path):
    with standing(stack, tmp_path / "live", Live) as house:
        ana, syncs = house.world.member("ana"), tmp_path / "syncs"
        talk, visit = house.world.thread(by=ana), Visit(house, ana)
        with counting_syncs(house.pid, syncs):
            for number in range(REPLIES):
                answer = visit.post(f"/threads/{talk.id}/posts", source=f"Reply {number}")
                assert answer.status_code == 303
        assert len([line for line in syncs.read_text().splitlines() if "sync(" in line and "= 0" in line]) >= REPLIES
