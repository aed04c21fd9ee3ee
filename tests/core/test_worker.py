"""The worker as people start it: does what is due, several jobs at a time, and ends when asked."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.config import ROOT
from forum.core.db import read, stop_reading
from forum.core.outbox import Job
from tests.services.child import as_user
from tests.services.product import House
from tests.services.waiting import free_port, until
from tests.stack import SCALED
from tests.world import World

pytestmark = pytest.mark.data


def waiting() -> int:
    stop_reading()
    return read().scalar(select(func.count()).select_from(Job).where(Job.due_at <= now())) or 0


@pytest.mark.parametrize("threads", [1, 3])
def test_a_worker_does_what_is_due_and_ends_when_asked(app: Flask, world: World, tmp_path: Path, threads: int):
    talk = world.thread("Much to do")
    for _ in range(5):
        world.reply(talk)
    settings = app.extensions["settings"]
    urls = {"HOMEGROUND_DATABASE_URL": settings.database_url, "HOMEGROUND_REDIS_URL": settings.redis_url}
    environ = House(settings.data, free_port(), urls if SCALED else {}).environ
    assert waiting() > 0
    log = tmp_path / "worker.log"
    with log.open("wb") as words:
        command = [*as_user(None), sys.executable, "-m", "flask", "worker", "--threads", str(threads)]
        worker = subprocess.Popen(command, stdout=words, stderr=words, env=environ, cwd=ROOT)
    try:
        until(lambda: "working" in log.read_text(), seconds=30, what="the worker")
        until(lambda: waiting() == 0, seconds=30, what="the work to be done")
    finally:
        worker.send_signal(signal.SIGTERM)
        code = worker.wait(15)
    assert code == 0
