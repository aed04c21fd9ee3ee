from dataclasses import replace

import pytest
from sqlalchemy import select

from forum.core.db import read
from forum.members.actions.leaving import erase_at_wish
from forum.members.erasing import let_go_of_what_was_kept
from forum.members.models import Member
from moderation.queue import actions
from moderation.queue.models import Case, Decision
from tests.members.people import ask_to_join, link_in
from tests.moderation.screening.rules import raised
from tests.world import Someone, World

pytestmark = pytest.mark.data


def joined(world: World, relay, smtp, name: str) -> Someone:
    """Let somebody join by mail, as browsers and mail programs do it."""
    assert world.brand_id
    client = world.client()
    ask_to_join(world, client, name, f"{name}@mail.example")
    relay()
    world.post(client, link_in(smtp.to(f"{name}@mail.example")), name=name)
    relay()
    member_id = read().execute(select(Member.id).where(Member.name == name)).scalar_one()
    actor = replace(world.member("ana").actor, member_id=member_id, name=name)
    return Someone(member_id, name, f"{name}@mail.example", "", actor)


@pytest.mark.parametrize(("mode", "waits"), [("hold", True), ("flag", False)])
def test_whom_a_rule_holds_at_the_door_is_a_case_and_what_they_write_waits(
    world: World, relay, smtp, mode: str, waits: bool
):
    raised("mail_hosts", mode, entries="mail.example")
    someone = joined(world, relay, smtp, "otto")
    case = read().execute(select(Case.id, Case.kind, Case.thing_id, Case.lane).where(Case.kind == "member")).one()
    assert tuple(case)[1:] == ("member", someone.id, "newcomer")
    talk = world.thread(by=world.moderator("olga"))
    said = world.reply(talk, by=someone)
    assert (said.number is None) is waits
    mira = world.client(world.moderator())
    assert "mail.example" in mira.get(f"/moderation/cases/{case.id}").text
    actions.decide(world.moderator().actor, case.id, "welcome")
    assert world.posts(talk) == 2


def test_reasons_of_decisions_go_with_whom_they_were_about_once_nobody_can_appeal(world: World, relay):
    ana = world.member("ana")
    case_id = actions.report("post", world.thread(by=ana).post_id, source="flag")
    actions.decide(world.moderator().actor, case_id, "hide", guideline=1, reason="You called Ben a clown.")
    erase_at_wish(ana.id, "anonymise")
    relay()
    assert read().scalar(select(Decision.reason)) == "You called Ben a clown."
    with world.days_later(190):
        let_go_of_what_was_kept()
        relay()
        assert "clown" not in (read().scalar(select(Decision.reason)) or "")
