"""The process that searches: apart from everything, bounded, replaceable at any moment."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from forum.core.config import ROOT
from forum.search import child
from forum.search.engine import Batch, Overloaded, Question, Unready
from forum.search.fts5 import Fts5
from forum.search.remote import Remote
from tests.search.seeking import document, keys
from tests.services.waiting import until


@pytest.fixture(params=["whoosh", "fts5"])
def remote(request, tmp_path):
    made = Remote(request.param, tmp_path, create=True)
    made.write(Batch([document(1, "a lantern glows"), document(2, "a kettle sings")]))
    yield made
    made.close()


def process_of(remote):
    return remote._child


def test_it_searches(remote):
    assert keys(remote, "lantern") == [1]
    assert remote.size() == 2
    assert remote.similar("lanten") == ["lantern"]
    assert remote.counts(["lantern"])["lantern"] >= 1


def test_s63_one_that_is_killed_is_started_anew(remote):
    keys(remote, "lantern")
    process_of(remote).send_signal(signal.SIGKILL)
    process_of(remote).wait()
    assert keys(remote, "lantern") == [1]


def test_s63_one_that_hangs_is_given_up_and_replaced(remote, monkeypatch):
    keys(remote, "lantern")
    monkeypatch.setattr("forum.search.remote.PATIENCE_S", 0.2)
    process_of(remote).send_signal(signal.SIGSTOP)
    with pytest.raises(Overloaded):
        keys(remote, "lantern")
    monkeypatch.undo()
    assert keys(remote, "lantern") == [1]


def test_it_goes_with_whoever_started_it(remote):
    keys(remote, "lantern")
    process = process_of(remote)
    remote._line.close()
    assert until(lambda: process.poll() is not None, what="the child")


def test_it_has_no_secret_and_little_memory(remote):
    keys(remote, "lantern")
    environ = Path(f"/proc/{process_of(remote).pid}/environ").read_text()
    assert "HOMEGROUND" not in environ
    assert remote.memory() < 100 * 2**20


def test_a_question_that_takes_too_long_is_broken_off(tmp_path, monkeypatch):
    class Slow(Fts5):
        def search(self, question):
            while True:
                pass

    monkeypatch.setattr(child, "DEADLINE_S", 0.05)
    before = signal.signal(signal.SIGPROF, child._late)
    try:
        said = child._answered(Slow(tmp_path, create=True), json.dumps({"do": "search", "given": {}}).encode())
    finally:
        signal.signal(signal.SIGPROF, before)
    assert said == {"late": True}


def test_s40_nonsense_on_the_line_ends_nothing(tmp_path):
    made = Fts5(tmp_path, create=True)
    for line in (b"", b"[]", b"{}", b"null", b'{"do": "search", "given": {"places": 7}}', b"\xff"):
        assert "unready" in child._answered(made, line) or child._answered(made, line) == {}
    made.close()


@pytest.mark.parametrize("engine", ["whoosh", "fts5"])
def test_an_index_of_rubbish_is_said_to_be_unready(tmp_path, engine):
    for name in ("_MAIN_1.toc", "documents.db", "words.db"):
        (tmp_path / name).write_bytes(os.urandom(5000))
    made = Remote(engine, tmp_path, create=False)
    with pytest.raises(Unready):
        made.search(Question(ways=[[["lantern"]]], places=["category:1"]))
    made.close()


@pytest.mark.parametrize("engine", ["whoosh", "fts5"])
def test_an_index_that_is_not_there_is_not_taken_for_an_empty_one(tmp_path, engine):
    made = Remote(engine, tmp_path, create=False)
    with pytest.raises(Unready):
        made.write(Batch([document(1, "a lantern glows")]))
    made.close()


def test_it_knows_neither_the_house_nor_its_database():
    said = subprocess.run(
        [sys.executable, "-c", "import sys, forum.search.child; print(*sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not {"flask", "sqlalchemy", "gevent"} & set(said.stdout.split())
