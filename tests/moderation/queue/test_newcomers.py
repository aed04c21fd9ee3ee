from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from forum.core.access import HOUSE
from forum.core.db import read
from forum.core.refusal import Refused
from moderation.queue import actions
from moderation.queue.models import Case
from moderation.queue.terms import terms
from tests.world import World

pytestmark = pytest.mark.data


@pytest.fixture(autouse=True)
def careful_house(world: World) -> None:
    actions.choose_terms(HOUSE, replace(terms(), approves=True))


def case_of(kind: str) -> int:
    return read().execute(select(Case.id).where(Case.kind == kind, Case.state == "open")).scalar_one()


def test_whoever_joins_is_a_case(world: World, relay: Callable[[], int]) -> None:
    ana = world.member("ana")
    relay()
    assert read().execute(select(Case.thing_id, Case.lane)).one() == (ana.id, "newcomer")


def test_what_a_newcomer_writes_waits_and_appears_when_they_are_let_in(world: World) -> None:
    mira, talk = world.moderator(), world.thread(by=world.moderator("olga"))
    said = world.reply(talk, by=world.member("ben"))
    assert said.number is None
    made = actions.decide(mira.actor, case_of("member"), "welcome")
    assert world.posts(talk) == 2
    actions.undo(mira.actor, made)
    assert world.posts(talk) == 1


def test_who_was_turned_away_reads_only(world: World) -> None:
    mira, talk = world.moderator(), world.thread(by=world.moderator("olga"))
    world.reply(talk, by=world.member("ben"))
    with pytest.raises(Refused, match="Say why"):
        actions.decide(mira.actor, case_of("member"), "turn-away")
    actions.decide(mira.actor, case_of("member"), "turn-away", reason="You sell things only.")
    assert world.posts(talk) == 1


def test_who_was_let_in_writes_at_once(world: World) -> None:
    mira, talk, ben = world.moderator(), world.thread(by=world.moderator("olga")), world.member("ben")
    world.reply(talk, by=ben)
    actions.decide(mira.actor, case_of("member"), "welcome")
    assert world.reply(talk, by=ben, source="And now I write at once.").number == 3
