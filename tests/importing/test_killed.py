"""An import that is killed anywhere goes on where it stopped."""

import os
import signal
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from sqlalchemy import func, select

from forum.core.config import ROOT, Settings
from forum.core.db import read
from forum.importing.audit import audit
from forum.threads.models import Thread
from tests.importing.counters import wrong_counters
from tests.importing.dumps import many
from tests.importing.importing import run, sizes
from tests.services.waiting import until

pytestmark = [pytest.mark.data, pytest.mark.alone]

QUESTIONS = 900


def begin(settings: Settings, path: Path) -> subprocess.Popen[bytes]:
    """Start an import in a process of its own, at the database of the test."""
    given = {field.name: getattr(settings, field.name) for field in fields(Settings)}
    environ = {f"HOMEGROUND_{name.upper()}": str(value) for name, value in given.items() if value not in {"", False}}
    command = [sys.executable, "-m", "flask", "--app", str(ROOT / "app.py"), "import", "stackexchange", str(path)]
    return subprocess.Popen(
        command, env=os.environ | environ, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def threads() -> int:
    return read().execute(select(func.count()).select_from(Thread)).scalar_one()


def children(pid: int) -> set[int]:
    """List the processes that a process started and those that they started."""
    found = {int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}
    return found | {other for each in found for other in children(each)}


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("enough", [1, QUESTIONS // 3])
def test_killed_and_started_again_it_goes_on(app, settings, tmp_path, enough):
    folder = many(tmp_path / "lamps", QUESTIONS)
    child = begin(settings, folder)
    until(lambda: threads() >= enough or child.poll() is not None, seconds=60, what="threads to come in")
    workers = children(child.pid)
    child.send_signal(signal.SIGKILL)
    child.wait(10)
    assert 0 < threads() < QUESTIONS
    assert wrong_counters() == [], "every batch is whole"
    until(lambda: not any(map(alive, workers)), what="its workers to go with it")
    said = run(app, "stackexchange", folder)
    assert "were here already" in said
    assert threads() == QUESTIONS
    assert sizes()["member"] == 3
    assert [each.line() for each in audit(folder, "stackexchange:lamps") if each.differing] == []
    assert wrong_counters() == []


def test_two_imports_of_a_site_at_once_take_turns(app, settings, tmp_path):
    folder = many(tmp_path / "lamps", QUESTIONS)
    first = begin(settings, folder)
    until(lambda: threads() > 0 or first.poll() is not None, seconds=60, what="threads to come in")
    second = begin(settings, folder)
    said, _ = second.communicate(timeout=60)
    assert first.wait(60) == 0
    assert threads() == QUESTIONS
    assert b"is being imported already" in said or second.returncode == 0
    assert wrong_counters() == []
