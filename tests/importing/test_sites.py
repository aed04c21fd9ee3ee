"""Real communities come in whole: what our tables say is what the dump's own counters say, row by row."""

import gzip
import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from forum.core.db import read
from forum.core.text import RENDER_VERSION
from forum.importing.audit import audit
from forum.importing.models import Origin
from forum.threads.models import Closure, Post
from tests.importing.counters import wrong_counters
from tests.importing.importing import run, sizes

pytestmark = pytest.mark.data


@pytest.fixture
def native(data_sets) -> Path:
    folder = data_sets / "community" / "native"
    if not folder.is_dir():
        pytest.skip("no data dumps among the reference data")
    return folder


@pytest.mark.parametrize("site", ["conlang.meta", "beer", "coffee"])
def test_a_site_meets_the_counters_of_its_dump_to_the_last_one(app, native, site):
    said = run(app, "stackexchange", native / site)
    findings = {each.what: each for each in audit(native / site, f"stackexchange:{site}")}
    assert [each.line() for each in findings.values() if each.differing] == []
    assert {"Posts", "Posts.Score", "Posts.AnswerCount", "Posts.AcceptedAnswerId", "Posts.Tags"} <= findings.keys()
    assert site == "coffee" or {"Posts.CommentCount", "Comments.PostId", "Tags.Count", "Users"} <= findings.keys()
    assert wrong_counters() == []
    assert f"{findings['Posts.AnswerCount'].rows:,} threads" in said
    assert read().scalar(select(func.count()).where(Post.render_version != RENDER_VERSION)) == 0
    before = sizes()
    run(app, "stackexchange", native / site)
    assert sizes() == before


def test_closings_agree_with_another_reading_of_the_same_dump(app, native):
    run(app, "stackexchange", native / "conlang.meta")
    with gzip.open(native.parent / "threads.jsonl.gz", "rt", encoding="utf-8") as lines:
        threads = [each for line in lines if (each := json.loads(line))["category"] == "conlang.meta"]
    closed = {each["id"].partition(":")[2] for each in threads if each.get("closed_at")}
    ours = select(Origin.key).join(Closure, (Closure.thread_id == Origin.local_id) & (Origin.kind == "thread"))
    assert len(threads) == sizes()["thread"]
    assert set(read().scalars(ours)) == closed
