from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.core.access import HOUSE
from forum.core.clock import at, now
from forum.core.db import read
from forum.core.refusal import Refused
from forum.members.actions import join
from forum.members.sessions import Visit
from moderation.screening.actions import forget_old, write_rule
from moderation.screening.models import RuleHit, Trace
from tests.moderation.screening.rules import raised
from tests.moderation.screening.test_likeness import POST

pytestmark = pytest.mark.data


def reasons():
    return [why[0] for why in read().scalars(select(RuleHit.why).order_by(RuleHit.id))]


def test_the_same_words_from_another_account_are_found(world):
    write_rule(HOUSE, "copies", "Copies", settings={"others": 1})
    talk = world.thread()
    world.reply(talk, by=world.member("ben"), source=POST)
    assert reasons() == []
    world.reply(talk, by=world.member("cid"), source=POST.upper())
    assert reasons() == [["copy", "other"]]


def test_nearly_the_same_words_are_found(world):
    write_rule(HOUSE, "copies", "Copies")
    talk = world.thread()
    world.reply(talk, by=world.member("ben"), source=POST)
    world.reply(talk, by=world.member("cid"), source=f"{POST} Now")
    assert reasons() == [["near_copy", "other"]]


def test_ones_own_words_again_are_no_matter_where_only_others_count(world):
    write_rule(HOUSE, "copies", "Copies", settings={"others": 1})
    talk = world.thread()
    world.reply(talk, source=POST)
    world.reply(talk, source=POST)
    assert reasons() == []


def test_an_edit_is_no_copy_of_itself(world):
    ben = world.member("ben")
    write_rule(HOUSE, "copies", "Copies")
    said = world.reply(world.thread(), by=ben, source=POST)
    world.edit(said.id, by=ben, source=f"{POST} Now")
    assert reasons() == []


def test_many_posts_within_minutes_are_a_flood_and_later_ones_are_not(world):
    write_rule(HOUSE, "flood", "Floods", settings={"posts": 3, "minutes": 5})
    talk, moment = world.thread(), now()
    for number in range(4):
        with at(moment + timedelta(seconds=number)):
            world.reply(talk, source=f"Number {number} of what I have to say.")
    assert reasons() == [["flood", "4"]]
    with at(moment + timedelta(minutes=6)):
        world.reply(talk, source="Number 5 of what I have to say.")
    assert len(reasons()) == 1


def test_newcomers_may_do_less(world):
    write_rule(HOUSE, "newcomers", "Newcomers", settings={"links": 1, "mentions": 1})
    world.reply(world.thread(), source="See https://a.example and https://b.example, @ana and @ben.")
    assert {why[0] for why in read().scalars(select(RuleHit.why)).one()} == {"new_links", "new_mentions"}


def test_whoever_could_be_taken_for_staff_is_found(world):
    write_rule(HOUSE, "names", "Names")
    world.staff("miranda")
    world.reply(world.thread(), by=world.member("miranta"))
    assert reasons() == [["name", "miranda"]]


def test_a_throw_away_address_is_refused_with_a_reason(world):
    raised("mail_hosts", "block")
    assert world.brand_id
    with pytest.raises(Refused, match="throw-away") as refusal:
        join("spammy", "spammy@mailinator.com", "a quiet lantern at dusk", Visit(browser="a test"))
    assert refusal.value.field == "email"
    assert reasons() == [["mail", "mailinator.com"]]


def test_what_nobody_compares_with_any_more_is_forgotten(world):
    write_rule(HOUSE, "copies", "Copies")
    world.thread()
    with at(now() + timedelta(days=9)):
        forget_old()
    assert read().execute(select(func.count()).select_from(Trace)).scalar_one() == 0
