"""Superfans: found by what they did, said in words, compared with before, thanked, noted, taken along."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from forum.core.access import Denied
from forum.core.clock import at, now
from forum.core.db import db, read
from forum.core.transaction import transaction
from forum.kudos.actions import thank
from forum.members.models import Member
from forum.superfans import actions
from forum.superfans.models import QUIET, RISING, STEADY, Fan
from forum.superfans.queries import Wanted, superfan, superfans
from forum.superfans.reckoning import reckon
from forum.superfans.weighing import score, trend
from forum.threads.models import Post
from forum.threads.steering import like
from moderation.audit.models import Entry, Saying
from tests.world import Someone, World

pytestmark = pytest.mark.data


def helps(world: World, helper: Someone, asker: Someone, *, days: float) -> None:
    """Let somebody ask, the other one answer first, and the answer be accepted, so many days ago."""
    with at(now() - timedelta(days=days)):
        talk = world.thread("Which wick fits the Tern?", by=asker, kind="question")
        answer = world.reply(talk, by=helper)
        world.accept(answer.id, by=asker)
        like(asker.actor, answer.id)


def test_a_superfan_is_found_and_the_page_says_why_in_words(world: World) -> None:
    ana, ben, cleo = world.member("ana"), world.member("ben"), world.member("cleo")
    helps(world, ben, ana, days=3)
    helps(world, ben, cleo, days=2)
    assert reckon() == 1
    page = world.client(world.staff()).get("/staff/superfans").text
    for words in (
        "helped 2 people", "gave 2 accepted answers", "was the first to answer 2 times", "helped ana, cleo",
        "received 2 likes", "rising", "never thanked yet", "/staff/shout-out?to=ben",
    ):  # fmt: skip
        assert words in page, words
    assert "/u/ana" not in page


def test_two_windows_say_who_rises_and_who_goes_quiet(world: World) -> None:
    ana, ben, cleo, dora = (world.member(name) for name in ("ana", "ben", "cleo", "dora"))
    helps(world, ben, ana, days=40)
    helps(world, cleo, ana, days=10)
    helps(world, dora, ana, days=40)
    helps(world, dora, ana, days=10)
    reckon()
    found, _more = superfans(Wanted())
    assert {fan.name: fan.trend for fan in found} == {"ben": QUIET, "cleo": RISING, "dora": STEADY}
    quiet, _more = superfans(Wanted(trend=QUIET))
    assert [(fan.name, fan.why, fan.was[0]) for fan in quiet] == [("ben", [], "helped 1 person")]
    assert "Nothing in the last four weeks" in world.client(world.staff()).get("/staff/superfans?trend=quiet").text


@pytest.mark.parametrize(
    ("now_", "before", "where"),
    [(9, 6, RISING), (8, 6, STEADY), (4, 6, STEADY), (3, 6, QUIET), (3, 0, RISING), (2, 0, STEADY), (0, 2, STEADY)],
)
def test_small_differences_are_chance(now_: float, before: float, where: str) -> None:
    assert trend(now_, before) == where


def test_many_of_a_kind_weigh_less_than_one_of_each() -> None:
    assert score({"likes": 9}) == 3
    assert score({"helped": 1, "answers": 1}) > score({"likes": 100})
    assert score({"no-such-sign": 5, "likes": 0}) == 0


def test_what_is_deleted_or_by_staff_counts_for_nobody(world: World) -> None:
    ana, ben, hana = world.member("ana"), world.member("ben"), world.staff()
    helps(world, hana, ana, days=2)
    talk = world.thread("Which wick fits the Tern?", by=ana, kind="question")
    answer = world.reply(talk, by=ben)
    like(ana.actor, answer.id)
    world.delete_post(answer.id, by=ben)
    assert reckon() == 0


def test_segments_filters_and_pages(world: World) -> None:
    ana = world.member("ana")
    for number, name in enumerate(("ben", "cleo", "dora")):
        helps(world, world.member(name), ana, days=number + 1)
    helps(world, world.member("ben"), ana, days=5)
    reckon()
    first, more = superfans(Wanted(), most=2)
    rest, no_more = superfans(Wanted(), (first[-1].rank, first[-1].id), most=2)
    assert ([fan.name for fan in first], more) == (["ben", "cleo"], True)
    assert ([fan.name for fan in rest], no_more) == (["dora"], False)
    assert [fan.name for fan in superfans(Wanted(sign="answers", least=2))[0]] == ["ben"]
    desk = world.client(world.staff())
    query = "sign=answers&least=2"
    world.post(desk, f"/staff/superfans/segments?{query}", name="Answerers")
    page = desk.get("/staff/superfans").text
    assert "Answerers" in page
    assert "/staff/superfans?sign=answers&amp;least=2" in page
    again = world.post(desk, f"/staff/superfans/segments?{query}", name="Answerers")
    assert again.status_code == 422
    world.delete(desk, "/staff/superfans/segments/1")
    assert "Answerers" not in desk.get("/staff/superfans").text
    assert desk.get("/staff/superfans?trend=flying&least=x&before=no-way").status_code == 200


def test_nobody_is_forgotten(world: World) -> None:
    ana, ben, cleo = world.member("ana"), world.member("ben"), world.member("cleo")
    helps(world, ben, ana, days=4)
    helps(world, cleo, ana, days=4)
    hana = world.staff()
    thank(hana.actor, read().scalars(select(_post_of(ben))).one(), "For all those wicks")
    reckon()
    assert [fan.name for fan in superfans(Wanted(unthanked=30))[0]] == ["cleo"]
    desk = world.client(hana)
    world.post(desk, f"/staff/superfans/{cleo.id}/thanks")
    assert superfans(Wanted(unthanked=30))[0] == []
    reckon()
    assert superfans(Wanted(unthanked=30))[0] == []
    with world.days_later(40):
        assert len(superfans(Wanted(unthanked=30))[0]) == 2


def _post_of(who: Someone):
    return select(Post.id).where(Post.author_id == who.id).scalar_subquery()


def test_notes_are_kept_for_staff_alone(world: World) -> None:
    ana, ben = world.member("ana"), world.member("ben")
    helps(world, ben, ana, days=4)
    reckon()
    desk = world.client(world.staff())
    world.post(desk, f"/staff/superfans/{ben.id}/notes", words="Wears a large shirt")
    page = desk.get(f"/staff/superfans/{ben.id}").text
    assert "Wears a large shirt" in page
    assert world.post(desk, f"/staff/superfans/{ben.id}/notes", words=" ").status_code == 422
    assert world.client(ben).get(f"/staff/superfans/{ben.id}").status_code == 404
    with pytest.raises(Denied):
        actions.write_note(ben.actor, ben.id, "I am great")
    world.delete(desk, f"/staff/superfans/{ben.id}/notes/1")
    assert "Wears a large shirt" not in desk.get(f"/staff/superfans/{ben.id}").text
    assert desk.get(f"/staff/superfans/{ana.id}").status_code == 404


@transaction
def call(who: Someone, name: str) -> None:
    db.session.execute(update(Member).where(Member.id == who.id).values(name=name))


def test_the_sheet_holds_no_formula_and_stands_in_the_log(world: World, relay) -> None:
    ana, ben = world.member("ana"), world.member("ben")
    helps(world, ben, ana, days=4)
    reckon()
    call(ben, "=cmd|ben")
    given = world.post(world.client(world.staff()), "/staff/superfans/sheet?trend=rising")
    assert given.mimetype == "text/csv"
    assert "'=cmd|ben," in given.text
    assert "helped 1 person" in given.text
    relay()
    kept = select(Saying.words).join(Entry, Entry.id == Saying.entry_id).where(Entry.act == "superfans.exported")
    assert '"rising"' in read().scalars(kept).one()


def test_the_page_costs_the_same_for_any_number(world: World, statements) -> None:
    ana = world.member("ana")
    desk = world.client(world.staff())
    helps(world, world.member("ben"), ana, days=4)
    reckon()
    desk.get("/staff/superfans")
    with statements() as few:
        desk.get("/staff/superfans")
    for name in ("cleo", "dora", "egon"):
        helps(world, world.member(name), ana, days=4)
    reckon()
    with statements() as many:
        desk.get("/staff/superfans")
    assert len(many) == len(few) <= 9, "\n".join(many)
    assert superfan(world.member("egon").id) is not None
    assert len(read().scalars(select(Fan.member_id)).all()) == 4
