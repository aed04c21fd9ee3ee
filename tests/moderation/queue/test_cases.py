import pytest
from sqlalchemy import func, select

from forum.core.access import Denied
from forum.core.db import db, read
from forum.core.refusal import Refused
from moderation.queue import actions
from moderation.queue.models import Case, Decision, Evidence, Hit
from tests.world import World

pytestmark = pytest.mark.data


def case(case_id: int) -> Case:
    return db.session.get_one(Case, case_id, populate_existing=True)


def count(table: type) -> int:
    return read().execute(select(func.count()).select_from(table)).scalar_one()


def test_a_thing_has_one_open_case_however_often_it_is_reported(world: World) -> None:
    talk = world.thread()
    first = actions.report("post", talk.post_id, source="flag", source_id=1)
    second = actions.report("post", talk.post_id, source="flag", source_id=2)
    assert first == second
    assert (count(Case), count(Hit), count(Evidence)) == (1, 2, 1)


def test_evidence_is_frozen_anew_where_the_words_changed(world: World) -> None:
    ana = world.member("ana")
    talk = world.thread(by=ana, source="You are all fools and your stoves stink.")
    actions.report("post", talk.post_id, source="flag", source_id=1)
    world.edit(talk.post_id, by=ana, source="Lovely weather for a stove, is it not?")
    actions.report("post", talk.post_id, source="flag", source_id=2)
    kept = read().scalars(select(Evidence.source).order_by(Evidence.id)).all()
    assert kept == ["You are all fools and your stoves stink.", "Lovely weather for a stove, is it not?"]


def test_keeping_closes_the_case_and_tells_its_hits(world: World) -> None:
    mira = world.moderator()
    found = actions.report("post", world.thread().post_id, source="flag", source_id=7)
    actions.decide(mira.actor, found, "keep", seen_version=case(found).version)
    assert case(found).state == "decided"
    assert read().scalars(select(Hit.outcome)).all() == ["rejected"]


def test_a_second_decision_is_stopped_and_says_who_was_faster(world: World) -> None:
    mira, olga = world.moderator("mira"), world.moderator("olga")
    found = actions.report("post", world.thread().post_id, source="flag")
    seen = case(found).version
    actions.decide(mira.actor, found, "keep", seen_version=seen)
    with pytest.raises(Refused, match="mira decided this meanwhile: Keep"):
        actions.decide(olga.actor, found, "keep", seen_version=seen)


def test_a_decision_on_what_was_not_seen_is_stopped(world: World) -> None:
    mira, post = world.moderator(), world.thread().post_id
    found = actions.report("post", post, source="flag", source_id=1)
    seen = case(found).version
    actions.report("post", post, source="flag", source_id=2)
    with pytest.raises(Refused, match="Look again"):
        actions.decide(mira.actor, found, "keep", seen_version=seen)


def test_nobody_decides_about_their_own_post(world: World) -> None:
    mira = world.moderator()
    found = actions.report("post", world.thread(by=mira).post_id, source="flag")
    with pytest.raises(Denied, match="about you"):
        actions.decide(mira.actor, found, "keep")


def test_s18_a_moderator_of_another_category_decides_nothing_here(world: World) -> None:
    stoves, lanterns = world.category("stoves"), world.category("lanterns")
    olga = world.moderator("olga", scope=[lanterns.id])
    found = actions.report("post", world.thread(category=stoves).post_id, source="flag")
    with pytest.raises(Denied, match="another category"):
        actions.decide(olga.actor, found, "keep")


def test_members_decide_nothing(world: World) -> None:
    found = actions.report("post", world.thread().post_id, source="flag")
    with pytest.raises(Denied):
        actions.decide(world.member("ben").actor, found, "keep")


def test_undoing_within_ten_seconds_opens_the_case_again(world: World) -> None:
    mira = world.moderator()
    found = actions.report("post", world.thread().post_id, source="flag")
    made = actions.decide(mira.actor, found, "keep")
    actions.undo(mira.actor, made)
    assert case(found).state == "open"
    assert read().scalars(select(Hit.outcome)).all() == [""]


def test_after_ten_seconds_a_decision_is_reversed_with_a_reason_instead(world: World) -> None:
    mira = world.moderator()
    found = actions.report("post", world.thread().post_id, source="flag")
    made = actions.decide(mira.actor, found, "keep")
    with world.days_later(1 / 8640 + 0.001):
        with pytest.raises(Denied, match="Ten seconds"):
            actions.undo(mira.actor, made)
        actions.reverse(mira.actor, made, "It was an insult after all.")
    assert case(found).state == "open"
    assert count(Decision) == 2


def test_nobody_undoes_what_somebody_else_decided(world: World) -> None:
    mira, olga = world.moderator("mira"), world.moderator("olga")
    made = actions.decide(mira.actor, actions.report("post", world.thread().post_id, source="flag"), "keep")
    with pytest.raises(Denied, match="Only whoever decided"):
        actions.undo(olga.actor, made)
