"""What members earn, and what is taken back."""

import pytest
from sqlalchemy import func, select

from forum.core.access import HOUSE
from forum.core.db import read
from forum.core.personal import HOLDINGS, Person
from forum.core.transaction import transaction
from forum.points.models import Deed, Entry
from forum.points.queries import entries_of, points_by_day, served, total_of
from forum.threads import actions, steering

pytestmark = pytest.mark.data

LONG = "Trim the wick level with the collar, then let it cool."


def earned(someone):
    return {(row.event, row.cause): (row.points, row.note) for row in entries_of(someone.id).rows}


def posted(world, by, talk=None):
    talk = talk or world.thread("How do I trim the wick?", by=world.member("marta"), source=LONG)
    return talk, world.reply(talk, by=by, source=LONG)


def test_a_reply_earns_points_and_says_what_for(world, relay):
    ben = world.member("ben")
    _talk, said = posted(world, ben)
    relay()
    assert earned(ben)["reply_written", f"post:{said.id}"] == (2, "")
    assert total_of(ben.id) == sum(points for points, _note in earned(ben).values())
    assert sum(points_by_day(ben.id, 7).values()) == total_of(ben.id)


def test_points_go_with_a_deleted_post_and_come_back_with_it(world, relay):
    ben = world.member("ben")
    _talk, said = posted(world, ben)
    relay()
    before = total_of(ben.id)
    actions.delete(HOUSE, said.id, "off topic")
    relay()
    assert earned(ben)["reply_written", f"post:{said.id}"] == (0, "gone")
    assert total_of(ben.id) == before - 2
    actions.restore(HOUSE, said.id)
    relay()
    assert total_of(ben.id) == before


def test_a_like_counts_for_both_once_and_is_taken_back(world, relay):
    ben, ana = world.member("ben"), world.member("ana")
    _talk, said = posted(world, ben)
    for _ in range(3):
        steering.like(ana.actor, said.id)
        steering.unlike(ana.actor, said.id)
    steering.like(ana.actor, said.id)
    relay()
    assert earned(ben)["like_received", f"post:{said.id}"] == (2, "")
    assert earned(ana)["like_given", f"post:{said.id}"] == (1, "")
    steering.unlike(ana.actor, said.id)
    relay()
    assert earned(ben)["like_received", f"post:{said.id}"] == (0, "gone")
    assert earned(ana)["like_given", f"post:{said.id}"] == (0, "gone")


def test_an_edit_that_leaves_too_few_words_takes_the_points_back(world, relay):
    ben = world.member("ben")
    _talk, said = posted(world, ben)
    relay()
    actions.edit(ben.actor, said.id, "Trim it.")
    relay()
    assert ("reply_written", f"post:{said.id}") not in earned(ben)


def test_another_answer_takes_the_points_of_the_first(world, relay):
    marta, ben, ana = world.member("marta"), world.member("ben"), world.member("ana")
    talk = world.thread("How do I trim the wick?", by=marta, source=LONG, kind="question")
    first, second = world.reply(talk, by=ben, source=LONG), world.reply(talk, by=ana, source=LONG)
    steering.accept(marta.actor, first.id)
    relay()
    assert earned(ben)["answer_accepted", f"thread:{talk.id}"] == (15, "")
    steering.accept(marta.actor, second.id)
    relay()
    assert earned(ben)["answer_accepted", f"thread:{talk.id}"] == (0, "gone")
    assert earned(ana)["answer_accepted", f"thread:{talk.id}"] == (15, "")
    steering.unaccept(marta.actor, second.id)
    relay()
    assert earned(marta)["answer_chosen", f"thread:{talk.id}"] == (0, "gone")


def test_a_moved_thread_earns_in_its_new_category(world, relay):
    ben, there = world.member("ben"), world.category("lanterns")
    talk, said = posted(world, ben)
    relay()
    steering.move(world.admin().actor, talk.id, there.id)
    relay()
    places = {row.place for row in entries_of(ben.id).rows if row.cause == f"post:{said.id}"}
    assert places == {f"category:{there.id}"}


def test_a_fact_told_twice_counts_once(world, relay):
    ben = world.member("ben")
    posted(world, ben)
    relay()
    before = total_of(ben.id)
    actions.delete(HOUSE, world.reply(world.thread("Another", by=ben), by=ben).id)
    relay()
    relay()
    twice = select(Entry.deed_id).where(Entry.edition_id == served).group_by(Entry.deed_id, Entry.rule_id)
    assert read().execute(twice.having(func.count() > 1)).all() == []
    assert (read().scalar(select(func.count()).select_from(Deed)) or 0) > 0
    assert total_of(ben.id) == before + 3


def test_what_an_erased_member_gave_goes_with_them(world, relay):
    ben, ana = world.member("ben"), world.member("ana")
    _talk, said = posted(world, ben)
    steering.like(ana.actor, said.id)
    relay()
    before = total_of(ben.id)
    let_go(Person(ana.id, "ana", ana.email, "member-2"))
    assert total_of(ben.id) == before - 2
    assert total_of(ana.id) == 0
    assert read().scalar(select(func.count()).select_from(Deed).where(Deed.member_id == ana.id)) == 0
    relay()
    assert total_of(ben.id) == before - 2


@transaction
def let_go(person):
    HOLDINGS["points"].erases(person, "anonymise")
