"""An archive of a Discourse comes in: topics as threads, with everything that everybody could see and nothing else."""

import gzip
import json

import pytest
from sqlalchemy import select

from forum.categories.models import Category, Permission
from forum.categories.permissions import pass_to
from forum.core.db import read
from forum.threads.models import Closure, Pin
from tests.importing.counters import wrong_counters
from tests.importing.importing import author, run, sizes, thread
from tests.importing.importing import post as stored
from tests.importing.topics import DAY, likes, post, topic

pytestmark = pytest.mark.data

SITE = "discourse:forum.example.org"
QUOTE = (
    '<aside class="quote" data-username="ana" data-post="1"><div class="title">ana:</div>'
    "<blockquote><p>It smokes</p></blockquote></aside>"
    '<p>See <a href="/t/other/8">there</a>, <a class="mention" href="/u/ana">@ana</a></p><script>alert(1)</script>'
)


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "forum.example.org"
    (folder / "t").mkdir(parents=True)
    posts = [
        post(1, "<p>It smokes</p>", actions_summary=likes(3)),
        post(2, QUOTE, "Ben.K", reply_to_post_number=1, accepted_answer=True, version=2, updated_at=DAY.format(8)),
        post(3, "<p>psst</p>", post_type=4),
        post(4, "", post_type=3, action_code="closed.enabled"),
        post(5, "<p>bad</p>", hidden=True),
        post(6, "<p>gone</p>", deleted_at=DAY.format(7)),
        post(7, "<p>Me too</p>", "chloé", reply_to_post_number=6, actions_summary=likes(1)),
    ]
    more = {"pinned_globally": True, "pinned_at": DAY.format(2), "closed": True}
    whole = topic(7, "Why does it smoke?", posts, **more)
    whole["post_stream"]["stream"].append(9999)
    (folder / "t" / "7.json").write_text(json.dumps(whole))
    categories = [{"id": 5, "name": "Stoves", "description_text": "Hot things", "subcategory_list": [
        {"id": 6, "name": "Jets"}]}, {"id": 9, "name": "Crew", "read_restricted": True}]  # fmt: skip
    (folder / "categories.json").write_text(json.dumps({"category_list": {"categories": categories}}))
    lines = [
        json.dumps(topic(8, "Other", [post(1, topic_id=8)], category_id=6, tags=[{"id": 1, "name": "Soot & co"}])),
        "{broken",
        json.dumps(topic(9, "Private", [post(1, topic_id=9)], archetype="private_message")),
        json.dumps(topic(10, "Among us", [post(1, topic_id=10)], category_id=9)),
        json.dumps(topic(11, "Unlisted", [post(1, topic_id=11)], visible=False)),
        json.dumps(topic(12, "Bad date", [post(1, topic_id=12, created_at="soon")])),
        json.dumps(["x", 7]),
        json.dumps({"id": 13, "title": "Misshapen", "post_stream": 7, "created_at": DAY.format(1)}),
    ]
    with gzip.open(folder / "more.jsonl.gz", "wt") as file:
        file.write("\n".join(lines))
    return folder


def test_topics_become_threads(app, archive):
    run(app, "discourse", archive)
    smoke = thread(SITE, "7")
    assert (smoke.title, smoke.kind, smoke.tags) == ("Why does it smoke?", "question", ["soot"])
    assert (smoke.post_count, smoke.like_count) == (3, 4)
    assert smoke.answer_id == stored(SITE, "7.2").id
    assert [(stored(SITE, f"7.{n}").number, stored(SITE, f"7.{n}").reply_to) for n in (1, 2, 7)] == [
        (1, None), (2, 1), (3, None),
    ]  # fmt: skip
    assert author(stored(SITE, "7.2")).name == "Ben.K"
    assert author(stored(SITE, "7.7")).name == "chloé"
    edited = stored(SITE, "7.2").edited_at
    assert edited is not None
    assert edited.day == 8
    assert thread(SITE, "8").tags == ["soot---co"]
    assert wrong_counters() == []


def test_text_takes_our_own_road(app, archive):
    run(app, "discourse", archive)
    made = stored(SITE, "7.2")
    assert "> It smokes" in made.source
    assert "[there](https://forum.example.org/t/other/8)" in made.source
    assert '<a class="mention" href="/u/ana">@ana</a>' in made.html
    assert "alert" not in made.html


def test_closed_and_pinned_topics_are_so_here(app, archive):
    run(app, "discourse", archive)
    smoke = thread(SITE, "7").id
    closed = read().execute(select(Closure.thread_id, Closure.made_at)).one()
    assert (closed.thread_id, closed.made_at.day) == (smoke, 4)
    assert read().scalars(select(Pin.thread_id)).all() == [smoke]


def test_categories_keep_their_names_and_their_walls(app, archive, client):
    run(app, "discourse", archive)
    names = {row.name: row for row in read().execute(select(Category.__table__))}
    assert names.keys() == {"Stoves", "Jets", "Crew"}
    assert names["Jets"].parent_id == names["Stoves"].id
    seen = select(Permission.audience).where(Permission.category_id == names["Crew"].id, Permission.verb == "see")
    assert set(read().scalars(seen)) == {"staff", "admins", pass_to(names["Crew"].id)}
    among_us = thread(SITE, "10")
    assert client.get(f"/t/{among_us.slug}/{among_us.id}").status_code == 404


def test_what_not_everybody_saw_stays_away_and_is_told(app, archive):
    said = run(app, "discourse", archive)
    assert sizes()["thread"] == 3
    for words in (
        "A whisper among the staff. (t/7.json#post-1003:1)",
        "A note of the software, not a post. (t/7.json#post-1004:1)",
        "A hidden post. (t/7.json#post-1005:1)",
        "A deleted post. (t/7.json#post-1006:1)",
        "1 private conversations",
        "1 hidden topics",
        "1 posts that the archive names but does not hold",
        "This is no JSON",
        "more.jsonl.gz:2",
        "created_at is no date: 'soon'. (more.jsonl.gz#post-1001:6)",
        "This is no topic and no post. (more.jsonl.gz:7, more.jsonl.gz:7)",
        "It is misshapen. (more.jsonl.gz:8)",
        "1 threads without a post",
    ):
        assert words in said, said


def test_run_twice_it_changes_nothing(app, archive):
    run(app, "discourse", archive)
    before = sizes()
    assert "3 threads were here already" in run(app, "discourse", archive)
    assert sizes() == before


def test_pages_of_a_topic_may_come_in_any_order(app, tmp_path):
    posts = [post(number, actions_summary=likes(number), accepted_answer=number == 4) for number in range(1, 6)]
    folder = tmp_path / "forum.example.org"
    folder.mkdir()
    (folder / "7-a.json").write_text(json.dumps({"id": 7, "post_stream": {"posts": posts[3:]}}))
    (folder / "7-b.json").write_text(json.dumps(topic(7, "Why does it smoke?", posts[:2])))
    (folder / "7-c.json").write_text(json.dumps(topic(7, "Why does it smoke?", posts[1:4])))
    run(app, "discourse", folder)
    smoke = thread(SITE, "7")
    assert (smoke.post_count, smoke.like_count, smoke.answer_id) == (5, 15, stored(SITE, "7.4").id)
    assert wrong_counters() == []


def test_an_archive_of_posts_alone_makes_threads_of_them(app, tmp_path):
    posts = [post(1, topic_title="Why does it smoke?"), post(2, by="ben")]
    path = tmp_path / "posts.json"
    path.write_text(json.dumps({"latest_posts": posts}))
    run(app, "discourse", path, "--site", "forum.example.org")
    assert (thread(SITE, "7").title, thread(SITE, "7").post_count) == ("Why does it smoke?", 2)


@pytest.mark.parametrize("order", [1, -1])
def test_a_private_conversation_is_not_guessed_from_its_posts(app, tmp_path, order):
    hidden = topic(7, "Between us", [post(1)], archetype="private_message")
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in [hidden, post(1, topic_title="Between us")][::order]))
    run(app, "discourse", path)
    assert sizes()["thread"] == 0


def test_an_empty_folder_is_refused_in_a_sentence(app, tmp_path):
    result = app.test_cli_runner().invoke(args=["import", "discourse", str(tmp_path)])
    assert result.exit_code == 1
    assert "holds no .json" in result.output


def test_nesting_without_end_is_told(app, tmp_path):
    path = tmp_path / "deep.json"
    path.write_text("[" * 200_000)
    assert "This is no JSON" in run(app, "discourse", path)
