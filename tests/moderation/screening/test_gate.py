import pytest
from sqlalchemy import select

from forum.core.access import HOUSE
from forum.core.db import read
from forum.core.refusal import Refused
from moderation.queue.models import Case, Hit
from moderation.screening.actions import remove_rule, use_classifier, write_rule
from moderation.screening.models import Rule, RuleHit, Trace
from tests.moderation.screening.rules import raised

pytestmark = pytest.mark.data


def hits():
    return read().execute(select(RuleHit.mode, RuleHit.thing_id, RuleHit.why, RuleHit.case_id)).all()


def cases():
    return read().execute(select(Case.id, Case.kind, Case.thing_id, Case.state)).all()


def test_a_rule_that_logs_only_counts(world):
    write_rule(HOUSE, "words", "Bad words", entries="viagra", mode="log")
    said = world.reply(world.thread(), source="Buy viagra here, it is cheap.")
    assert said.number == 2
    assert hits() == [("log", said.id, [["word", "viagra"]], None)]
    assert cases() == []


def test_a_rule_that_flags_publishes_and_opens_a_case(world):
    raised("words", "flag", entries="viagra")
    said = world.reply(world.thread(), source="Buy V1AGRA here, it is cheap.")
    assert said.number == 2
    assert [(case.kind, case.thing_id, case.state) for case in cases()] == [("post", said.id, "open")]
    assert hits()[0].case_id == cases()[0].id


def test_a_rule_that_holds_keeps_the_post_back_and_opens_a_case(world):
    raised("words", "hold", entries="viagra")
    said = world.reply(world.thread(), source="Buy viagra here, it is cheap.")
    assert said.number is None
    assert read().scalars(select(Hit.source).where(Hit.case_id == cases()[0].id)).all() == ["held"]


def test_a_rule_that_blocks_says_kindly_why_and_is_counted(world):
    raised("words", "block", entries="viagra")
    talk = world.thread()
    with pytest.raises(Refused, match="Your words are all still here"):
        world.reply(talk, source="Buy viagra here, it is cheap.")
    assert hits() == [("block", None, [["word", "viagra"]], None)]
    assert world.posts(talk) == 1


def test_what_was_typed_is_still_there_when_a_rule_blocks(world):
    raised("words", "block", entries="viagra")
    talk, ana = world.thread(), world.member("ana")
    answer = world.post(world.client(ana), f"/threads/{talk.id}/posts", source="Buy viagra here, it is cheap.")
    assert answer.status_code == 422
    assert "Buy viagra here, it is cheap." in answer.text
    assert "the word “viagra”" in answer.text


def test_the_strictest_rule_counts(world):
    raised("words", "hold", entries="cheap")
    raised("words", "flag", entries="viagra")
    assert world.reply(world.thread(), source="Buy viagra here, it is cheap.").number is None


def test_an_edit_is_screened_too_and_its_case_shows_the_new_words(world):
    ana = world.member("ana")
    talk = world.thread(by=ana)
    raised("words", "hold", entries="viagra")
    world.edit(talk.post_id, by=ana, source="Buy viagra here, it is cheap.")
    assert hits()[0].thing_id == talk.post_id
    assert "viagra" in read().execute(select(Case.excerpt)).scalar_one()


def test_moderators_are_not_screened(world):
    raised("words", "block", entries="viagra")
    assert world.reply(world.thread(), by=world.moderator(), source="What is viagra?").number == 2


def test_a_rule_that_is_off_or_gone_does_nothing(world):
    write_rule(HOUSE, "words", "Off", entries="viagra", mode="off")
    remove_rule(HOUSE, write_rule(HOUSE, "words", "Gone", entries="viagra"))
    world.reply(world.thread(), source="Buy viagra here.")
    assert hits() == []


def test_without_rules_nothing_is_kept(world):
    world.thread()
    assert read().execute(select(Trace.id)).all() == []


def test_a_classifier_nobody_trained_says_nothing(world):
    raised("classifier", "hold", settings={"task": 0})
    assert world.reply(world.thread(), source="You are a stupid idiot, all of you.").number == 2
    with pytest.raises(Refused, match="no such classifier"):
        use_classifier(HOUSE, 7, "abuse")


def test_a_new_house_begins_with_rules_that_count_or_flag(world, relay):
    assert world.brand_id
    relay()
    modes = set(read().scalars(select(Rule.mode)))
    assert modes == {"log", "flag"}
    assert world.reply(world.thread(), source="It works with a soft brush and warm water.").number == 2
