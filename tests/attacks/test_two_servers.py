"""Two programs on one data folder: a second server refuses in a sentence, commands work beside the first (S68)."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from forum.core.config import ROOT, Misconfigured
from forum.core.db import read
from forum.core.serve import refuse_network_folder
from forum.threads.models import Post
from tests.attacks.crowd import Crowd
from tests.attacks.houses import standing
from tests.services.product import Live
from tests.services.waiting import free_port
from tests.stack import Stack

MOUNTS = """\
overlay / overlay rw 0 0
proc /proc proc rw 0 0
server:/share /mnt/share nfs4 rw,vers=4.2 0 0
//server/share /mnt/two\\040words cifs rw 0 0
/dev/sda1 /mnt/share/local ext4 rw 0 0
me@there: /srv/ana/there fuse.sshfs rw 0 0
"""


@pytest.fixture
def house(stack: Stack, tmp_path: Path) -> Iterator[Live]:
    with standing(stack, tmp_path / "live", Live) as running:
        yield running


def run(*command: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a program of ours to its end."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOMEGROUND_")}
    return subprocess.run(
        [sys.executable, *command],
        env=clean | environ,
        capture_output=True,
        text=True,
        timeout=60,
        cwd="/",
        check=False,
    )


def test_s68_a_second_server_on_the_same_data_refuses_in_one_sentence(house: Live):
    second = run(ROOT / "app.py", **house.environ | {"HOMEGROUND_PORT": str(free_port())})
    assert second.returncode == 1
    assert second.stderr.splitlines()[-1] == (
        f"{house.data} is being served already (process {house.pid}): stop that one, or set HOMEGROUND_DATA."
    )
    assert "Traceback" not in second.stderr
    assert house.get("/readyz").status_code == 200


def test_s68_the_house_can_be_served_again_after_a_kill(house: Live):
    house.kill()
    house.start()
    assert house.get("/readyz").status_code == 200


def test_s68_commands_work_beside_the_server_and_its_writers(house: Live):
    crowd = Crowd(house, house.world.thread(), 6, 8)
    with crowd.speaking():
        for words in (["doctor"], ["db", "upgrade"], ["doctor"]):
            done = run("-m", "flask", "--app", ROOT / "app.py", *words, **house.environ)
            assert done.returncode == 0, done.stdout + done.stderr
    assert not crowd.broken
    assert {status for answers in crowd.told.values() for status, _ in answers} == {303}
    with house.world.app.app_context():
        assert read().scalar(select(func.count()).select_from(Post)) == 6 * 8 + 1


@pytest.mark.parametrize("place", ["/mnt/share/data", "/mnt/share", "/mnt/two words/data", "/srv/ana/there/x/y"])
def test_s68_a_network_file_system_is_refused(place: str):
    with pytest.raises(Misconfigured, match=r"network file system \(.+\): SQLite needs a local disk"):
        refuse_network_folder(Path(place), MOUNTS)


@pytest.mark.parametrize("place", ["/mnt/share/local/data", "/mnt/shared", "/mnt/two", "/srv", "/srv/an"])
def test_s68_a_disk_of_this_machine_is_taken(place: str):
    refuse_network_folder(Path(place), MOUNTS)


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(ROOT / "app.py", HOMEGROUND_DATA=str(tmp_path / "data"), HOMEGROUND_PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"Port {port} of 127.0.0.1 cannot be used (Address already in use")
    assert "Traceback" not in done.stderr


def test_a_data_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path):
    (tmp_path / "file").touch()
    for place in (tmp_path / "file" / "data", Path("/proc/data")):
        done = run(ROOT / "app.py", HOMEGROUND_DATA=str(place))
        assert done.returncode == 1
        assert done.stderr.splitlines()[-1].startswith(f"The data folder {place} cannot be written (")
        assert "Traceback" not in done.stderr
