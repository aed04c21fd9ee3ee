"""Files on disk: whole or not at all, and never outside their folder."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from forum.media.disk import Disk
from forum.media.storage import Missing, StorageFailed, StorageFull, open_storage


@pytest.fixture
def disk(tmp_path):
    return Disk(tmp_path / "files")


def test_what_was_put_is_there(disk):
    disk.put("pictures/ab/base.webp", b"pixels", "image/webp")
    assert disk.get("pictures/ab/base.webp") == b"pixels"
    assert disk.exists("pictures/ab/base.webp")
    assert list(disk.keys()) == ["pictures/ab/base.webp"]


def test_what_was_deleted_is_gone_and_may_be_deleted_again(disk):
    disk.put("pictures/ab/base.webp", b"pixels", "image/webp")
    disk.delete("pictures/ab/base.webp")
    disk.delete("pictures/ab/base.webp")
    assert not disk.exists("pictures/ab/base.webp")
    assert not (disk.folder / "pictures/ab").exists()
    with pytest.raises(Missing):
        disk.get("pictures/ab/base.webp")


def test_keys_are_found_by_their_beginning(disk):
    for key in ("pictures/a/1", "pictures/b/2", "logos/c/3"):
        disk.put(key, b"x", "image/webp")
    assert list(disk.keys("pictures/")) == ["pictures/a/1", "pictures/b/2"]


OUTSIDE = [
    "",
    "/etc/passwd",
    "../secret.key",
    "a/../../secret.key",
    "a//b",
    "a/./b",
    "a\\..\\b",
    "a\0b",
    ".parts/x",
]
NO_KEYS = ["a/.x", "~/x", "A" * 5, "a" * 500, "a/\n", "%2e%2e/x", "con:stream", "a/"]


@pytest.mark.parametrize("key", OUTSIDE + NO_KEYS)
def test_no_key_leads_out_of_the_folder(disk, key):
    (disk.folder.parent / "secret.key").write_bytes(b"canary")
    with pytest.raises(Missing):
        disk.put(key, b"x", "image/webp")
    for question in (disk.get, disk.exists, disk.delete):
        with pytest.raises(Missing):
            question(key)
    assert (disk.folder.parent / "secret.key").read_bytes() == b"canary"


def test_a_folder_is_no_file(disk):
    disk.put("pictures/ab/base.webp", b"pixels", "image/webp")
    with pytest.raises(Missing):
        disk.get("pictures/ab")


def test_only_the_house_may_read(disk):
    disk.put("pictures/ab/base.webp", b"pixels", "image/webp")
    path = disk.folder / "pictures/ab/base.webp"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_writer_that_fails_leaves_nothing(disk):
    disk.put("pictures", b"a file where a folder must be", "image/webp")
    with pytest.raises(StorageFailed):
        disk.put("pictures/ab/base.webp", b"pixels", "image/webp")
    assert list(disk.keys()) == ["pictures"]
    assert not list((disk.folder / ".parts").iterdir())


def test_halves_of_killed_writers_are_swept_when_they_are_old(disk):
    disk.put("a", b"x", "image/webp")
    for name, age in (("old", 7200), ("new", 5)):
        part = disk.folder / ".parts" / name
        part.write_bytes(b"half")
        moment = part.stat().st_mtime - age
        os.utime(part, (moment, moment))
    disk.tidy()
    assert [part.name for part in (disk.folder / ".parts").iterdir()] == ["new"]
    assert list(disk.keys()) == ["a"]


@pytest.mark.alone
def test_s64_a_full_disk_says_so_and_keeps_what_was_there(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("needs root to mount a small disk")
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)], check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a small disk")
    try:
        _fill(Disk(folder))
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _fill(disk: Disk) -> None:
    disk.put("first", b"x" * 100_000, "image/webp")
    with pytest.raises(StorageFull):
        disk.put("second", b"y" * 300_000, "image/webp")
    assert list(disk.keys()) == ["first"]
    assert disk.get("first") == b"x" * 100_000
    disk.delete("first")
    disk.put("second", b"y" * 100_000, "image/webp")
    assert disk.get("second") == b"y" * 100_000


def test_free_space_is_told(disk):
    assert disk.free() > 0


def test_the_settings_choose_the_storage(tmp_path):
    assert isinstance(open_storage("", tmp_path), Disk)
    assert open_storage("", tmp_path) is open_storage("", tmp_path)


def test_no_bucket_library_is_loaded_for_a_disk():
    code = "import sys; from forum.media.storage import open_storage; from pathlib import Path; "
    code += "open_storage('', Path('/tmp')); assert 'boto3' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
