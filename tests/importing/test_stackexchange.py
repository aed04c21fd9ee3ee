"""A data dump comes in whole, with its traps: nothing of it is fatal, nothing is lost silently."""

import pytest
from sqlalchemy import select

from forum.categories.models import Category
from forum.core.db import read
from forum.core.outbox import Fact
from forum.importing.models import ImportedBadge
from forum.members.models import Member
from forum.threads.models import Closure, Edit, Reaction
from tests.importing import dumps
from tests.importing.counters import wrong_counters
from tests.importing.dumps import answer, comment, history, question, row, user, vote
from tests.importing.importing import author, post, run, sizes, thread

pytestmark = pytest.mark.data

BIG = 2**63 + 5
SITE = "stackexchange:lamps"


@pytest.fixture
def lamps(tmp_path):
    folder = tmp_path / "lamps"
    dumps.write(folder, "Users", [
        user(-1, "Community", account=-1), user(1, "Ana Kowalska", account=77), user(2, "ana-kowalska"),
        user(3, "admin"), user(4, "\u202eevil\u200b"), row(Id=5, DisplayName="No date"), user(1, "Again"),
        user(6, "Зоя"), user(7, "<b>x</b>" * 30),
    ])  # fmt: skip
    dumps.write(folder, "Posts", [
        question(10, "Why does it smoke?", "<p>It <b>smokes</b>.</p><script>alert(1)</script>", Tags="<soot><wick>",
                 AcceptedAnswerId=12, ClosedDate="2019-03-06T10:00:00.000", Score=1, AnswerCount=2, CommentCount=2),
        answer(11, 10, by=3, day=5, Score=-1, CommentCount=0),
        answer(12, 10, by=BIG, day=3, Score=0, CommentCount=1),
        question(BIG, "Who owns this?", by=None, OwnerDisplayName="user9", Tags="|soot|", Score=0, AnswerCount=1,
                 CommentCount=0),
        answer(13, BIG, by=-1, Score=0, CommentCount=4),
        answer(14, 999),
        row(Id=15, PostTypeId=5, CreationDate="2019-03-02T12:00:00", Body="<p>A wiki</p>"),
        row(Id=16, PostTypeId=1, CreationDate="2019-03-02T12:00:00", Title="No body"),
        question(17, "No such day", day=45),
        answer("x1", 10),
        '  <row Id="18" PostTypeId="1" Body="&nbsp;" />',
        question(10, "The same again"),
        question(19, "", "<p>No title</p>", by=None),
    ])  # fmt: skip
    dumps.write(folder, "Comments", [
        comment(1, 10, "Is it `new`?", by=2, Score=2), comment(2, 12, "@admin thanks", Score=0),
        comment(3, 10, "I am gone", by="", UserDisplayName="user9", Score=0), comment(4, 17), comment(5, 15),
    ], packed=True)  # fmt: skip
    dumps.write(folder, "Votes", [
        vote(1, 10), vote(2, 10), vote(3, 10, 3), vote(4, 11, 3), vote(5, 999), vote(6, 12, 1),
        vote(7, 10, 5), vote(1, 10),
    ])  # fmt: skip
    dumps.write(folder, "PostHistory", [
        history(1, 10, 2, "It smoke."), history(2, 10, 1, "Why"), history(3, 10, 5, "It **smokes**.", by=6, day=7),
        history(4, 10, 10, "{}", Comment="102", day=6), history(5, 999, 2, "gone"),
    ])  # fmt: skip
    dumps.write(folder, "Badges", [
        row(Id=1, UserId=1, Name="Student", Date="2019-03-02T12:00:00", Class=3),
        row(Id=2, UserId=404, Name="Student", Date="2019-03-02T12:00:00", Class=3),
    ])  # fmt: skip
    dumps.write(folder, "Tags", [row(Id=1, TagName="soot", Count=2), row(Id=2, TagName="wick", Count=1)])
    return folder


def test_threads_stand_as_they_stood(app, lamps):
    run(app, "stackexchange", lamps)
    smoke = thread(SITE, "10")
    assert (smoke.title, smoke.kind, smoke.tags) == ("Why does it smoke?", "question", ["soot", "wick"])
    assert (smoke.post_count, smoke.like_count, smoke.answer_id) == (6, 4, post(SITE, "12").id)
    placed = {key: (post(SITE, key).number, post(SITE, key).reply_to) for key in ("10", "12", "c1", "c2", "c3", "11")}
    assert placed == {"10": (1, None), "12": (2, None), "c1": (3, 1), "c2": (4, 2), "c3": (5, 1), "11": (6, None)}
    assert wrong_counters() == []
    closure = read().execute(select(Closure.thread_id, Closure.reason)).one()
    assert closure == (smoke.id, "Off topic")
    category = read().execute(select(Category.slug, Category.kind, Category.thread_count, Category.post_count)).one()
    assert category == ("lamps", "question", 3, 9)


def test_text_takes_our_own_road_and_keeps_its_history(app, lamps):
    run(app, "stackexchange", lamps)
    first = post(SITE, "10")
    assert first.source == "It **smokes**."
    assert first.html.strip() == "<p>It <strong>smokes</strong>.</p>"
    assert first.edit_count == 1
    edit = read().execute(select(Edit.post_id, Edit.source, Edit.editor_id)).one()
    editor = read().scalar(select(Member.id).where(Member.name == "Зоя"))
    assert edit == (first.id, "It smoke.", editor)
    assert "<code>new</code>" in post(SITE, "c1").html
    assert thread(SITE, "19").title == "…"


def test_votes_are_nameless_reactions(app, lamps):
    run(app, "stackexchange", lamps)
    made = (
        read().execute(select(Reaction.kind, Reaction.member_id).where(Reaction.post_id == post(SITE, "10").id)).all()
    )
    assert sorted(made) == [("dislike", None), ("like", None), ("like", None)]
    assert post(SITE, "11").like_count == 0
    assert post(SITE, "c1").like_count == 2


def test_everybody_gets_a_name_that_may_stand_here(app, lamps):
    run(app, "stackexchange", lamps)
    assert author(thread(SITE, "10")).name == "Ana-Kowalska"
    assert author(post(SITE, "c1")).name not in {"ana-kowalska", "Ana-Kowalska"}
    assert author(post(SITE, "11")).name != "admin"
    assert author(thread(SITE, str(BIG))).name == "user9"
    assert author(post(SITE, "c3")).id == author(thread(SITE, str(BIG))).id
    assert author(post(SITE, "12")).name == f"user{BIG}"
    for member in read().execute(select(Member.__table__)):
        assert member.email is None
        assert member.password_hash is None
        assert member.role == "member"


def test_what_is_not_taken_is_told_with_its_line(app, lamps):
    said = run(app, "stackexchange", lamps)
    for words in (
        "CreationDate is missing. (Users.xml:8)",
        "A row with this id came before. (Users.xml:9, Posts.xml:14, Votes.xml:10)",
        "Body is missing. (Posts.xml:10)",
        "CreationDate is no date: '2019-03-45T12:00:00.000'. (Posts.xml:11)",
        "Id is no id: 'x1'. (Posts.xml:12)",
        "The row is not well-formed: undefined entity. (Posts.xml:13)",
        "The thread it belongs to is not in the dump. (Posts.xml:8)",
        "The post it comments on is not in the dump. (Comments.xml.xz:6, Comments.xml.xz:7)",
        "1 votes (like) for posts that are not in the dump",
        "1 votes (favourite)",
        "1 tag wikis",
        "1 badges of users who are not in the dump",
    ):
        assert words in said, said


def test_run_twice_it_changes_nothing(app, lamps):
    run(app, "stackexchange", lamps)
    before, facts = sizes(), list(read().scalars(select(Fact.name)))
    said = run(app, "stackexchange", lamps)
    assert "0 members, 0 threads, 0 posts, 0 badges came in" in said
    assert "3 threads were here already" in said
    assert sizes() == before
    assert list(read().scalars(select(Fact.name))) == facts
    assert facts.count("CommunityImported") == 1
    assert "PostPublished" not in facts


def test_counters_are_checked_against_the_dump(app, lamps):
    run(app, "stackexchange", lamps)
    result = app.test_cli_runner().invoke(args=["import", "check", str(lamps)])
    said = " ".join(result.output.split())
    assert result.exit_code == 1
    for words in (
        "Posts.Score 5 rows, all equal",
        "Comments.Score 3 rows, all equal",
        "Tags.Count 2 rows, all equal",
        "Posts.AcceptedAnswerId 3 rows, all equal",
        "Posts.CommentCount 5 rows, 1 DIFFER: line 7: theirs 4, ours 0",
        "Posts 9 rows, 3 DIFFER: line 8: theirs True, ours False;",
    ):
        assert words in said, said


def test_an_account_of_several_sites_is_one_member(app, tmp_path):
    for site in ("lamps", "stoves"):
        dumps.write(tmp_path / site, "Users", [user(1 if site == "lamps" else 9, "Ana", account=77)])
        dumps.write(tmp_path / site, "Posts", [question(1, f"About {site}", by=1 if site == "lamps" else 9)])
    run(app, "stackexchange", tmp_path)
    assert author(thread("stackexchange:lamps", "1")).id == author(thread("stackexchange:stoves", "1")).id
    assert sizes()["member"] == 1
    assert sizes()["category"] == 2


def test_a_dump_of_posts_alone_makes_up_what_it_lacks(app, tmp_path):
    dumps.write(tmp_path / "tea", "Posts", [question(1, "How hot?", Score=3), answer(2, 1, Score=-2, CommentCount=7)])
    run(app, "stackexchange", tmp_path / "tea")
    assert author(thread("stackexchange:tea", "1")).name == "user1"
    assert post("stackexchange:tea", "1").like_count == 3
    kinds = read().scalars(select(Reaction.kind)).all()
    assert sorted(kinds) == ["dislike"] * 2 + ["like"] * 3
    assert "DIFFER" not in run(app, "check", tmp_path / "tea")


def test_a_score_without_end_makes_no_rows_without_end(app, tmp_path):
    dumps.write(tmp_path / "tea", "Posts", [question(1, "How hot?", Score=999_999_999)])
    run(app, "stackexchange", tmp_path / "tea")
    assert sizes()["reaction"] == 10_000


def test_badges_are_kept_for_later(app, lamps):
    run(app, "stackexchange", lamps)
    badge = read().execute(select(ImportedBadge.name, ImportedBadge.level, ImportedBadge.member_id)).one()
    assert badge == ("Student", "bronze", author(thread(SITE, "10")).id)


@pytest.mark.parametrize("what", ["a file", "an empty folder", "a declared type"])
def test_what_is_no_dump_is_refused_in_a_sentence(app, tmp_path, what):
    path = tmp_path / "here"
    path.mkdir()
    if what == "a declared type":
        dumps.write(path, "Posts", ["<!DOCTYPE posts>", question(1, "Title")])
    if what == "a file":
        path = dumps.write(path, "Posts", [])
    result = app.test_cli_runner().invoke(args=["import", "stackexchange", str(path)])
    assert result.exit_code == 1
    assert result.output.strip().splitlines()[-1].startswith("Error: ")
    assert sizes()["thread"] == 0


def test_the_community_is_to_be_seen(app, client, lamps):
    run(app, "stackexchange", lamps)
    smoke = thread(SITE, "10")
    page = client.get(f"/t/{smoke.slug}/{smoke.id}")
    assert page.status_code == 200
    assert "Why does it smoke?" in page.text
    assert "alert(1)" not in page.text


def test_tags_of_either_spelling_are_the_same_tag(app, lamps):
    run(app, "stackexchange", lamps)
    assert thread(SITE, str(BIG)).tags == ["soot"]
    assert sizes()["tag"] == 2
