import pytest
from sqlalchemy import select

from forum.core.access import HOUSE, Denied
from forum.core.clock import now
from forum.core.db import read
from forum.core.refusal import Refused
from forum.core.relay import run_due
from forum.members.models import Suspension
from moderation.appeals.actions import appeal
from moderation.audit.models import Entry
from moderation.queue import actions as queue
from moderation.queue.models import Case
from moderation.queue.queries import evidence_of
from moderation.sanctions import actions
from moderation.sanctions.models import Sanction, Strike
from tests.world import World

pytestmark = pytest.mark.data

WHAT = "He answers every question of newcomers with scorn: see /t/stoves/7."


def suspended(member_id: int) -> bool:
    return (
        read().scalar(select(Suspension.until).where(Suspension.member_id == member_id, Suspension.until > now()))
        is not None
    )


def test_a_suspension_has_a_case_a_guideline_reasons_a_strike_and_an_appeal(world: World):
    ben, mira = world.member("ben"), world.client(world.moderator())
    assert f"/moderation/members/{ben.id}/conduct" in mira.get("/u/ben").text
    case = world.post(mira, f"/moderation/members/{ben.id}/conduct", words=WHAT)
    shown = mira.get(case.location).text
    assert "He answers every question" in shown
    assert "Brought by a moderator" in shown
    version = read().scalar(select(Case.version))
    fields = {"guideline": "1", "reason": "You scorn newcomers.", "days": "5", "version": str(version)}
    assert world.post(mira, f"{case.location}/decision", verdict="suspend", **fields).status_code == 303
    assert suspended(ben.id)
    assert read().scalar(select(Strike.member_id)) == ben.id
    with world.days_later(0.01):
        run_due()
        reading = world.client(ben)
        decision = read().scalar(select(Sanction.decision_id)) or 0
        statement = reading.get(f"/statements/{decision}").text
        assert "You scorn newcomers." in statement
        assert "Moderators came upon it." in statement
        appeal(ben.actor, decision, "I only asked them to read the manual.")
        waiting = read().scalar(select(Case.id).where(Case.kind == "appeal")) or 0
        queue.decide(world.moderator("olga").actor, waiting, "overturn", reason="Once was no scorn.")
    assert not suspended(ben.id)
    assert read().scalar(select(Strike.void)) is True


def test_there_is_no_other_road_to_a_suspension(world: World):
    world.member("ben")
    mira = world.client(world.moderator())
    assert world.post(mira, "/u/ben/suspension", days="3", reason="x").status_code in {404, 405}
    assert "/suspension" not in mira.get("/u/ben").text


def test_a_case_about_conduct_offers_nothing_to_hide(world: World):
    ben = world.member("ben")
    mira = world.moderator()
    case_id = actions.bring(mira.actor, ben.id, WHAT)
    shown = world.client(mira).get(f"/moderation/cases/{case_id}").text
    for verdict, there in (("warn", True), ("suspend", True), ("keep", True), ("hide", False), ("resubmit", False)):
        assert (f'value="{verdict}"' in shown) is there, verdict
    with pytest.raises(Refused):
        queue.decide(mira.actor, case_id, "hide", guideline=1)
    queue.decide(mira.actor, case_id, "keep")
    assert len(evidence_of(case_id)) == 1


def test_a_suspension_ends_early_with_a_reason_in_the_log_and_the_strike_stays(world: World):
    ben, mira = world.member("ben"), world.moderator()
    case_id = actions.bring(mira.actor, ben.id, WHAT)
    queue.decide(mira.actor, case_id, "suspend", guideline=1, reason="Scorn.", days=5)
    client, here = world.client(mira), f"/moderation/members/{ben.id}/suspension-end"
    assert world.post(client, here, reason=" ").status_code == 422
    assert world.post(client, here, reason="He said sorry to all.").status_code == 303
    assert not suspended(ben.id)
    assert read().scalar(select(Strike.void)) is False
    assert read().scalar(select(Sanction.void)) is False
    assert "sanction.ended" in read().scalars(select(Entry.act)).all()
    assert "over already" in world.post(client, here, reason="Again").text


@pytest.mark.parametrize("whom", ["olga", "hana", "mira"])
def test_s17_nobody_brings_equals_higher_or_themselves(world: World, whom: str):
    mira = world.moderator()
    someone = {"olga": world.moderator("olga"), "hana": world.staff(), "mira": mira}[whom]
    with pytest.raises(Denied):
        actions.bring(mira.actor, someone.id, WHAT)
    with pytest.raises(Denied):
        actions.end_suspension(mira.actor, someone.id, "Enough.")
    assert world.post(world.client(mira), f"/moderation/members/{someone.id}/conduct", words=WHAT).status_code == 404


def test_s18_a_moderator_of_one_category_suspends_nobody(world: World):
    ben, otto = world.member("ben"), world.moderator("otto", scope=[world.category("stoves").id])
    with pytest.raises(Denied):
        actions.bring(otto.actor, ben.id, WHAT)
    assert "conduct" not in world.client(otto).get("/u/ben").text


def test_whoever_is_turned_away_at_the_door_reads_why(world: World, relay):
    ben, mira = world.member("ben"), world.moderator()
    case_id = queue.report("member", ben.id, source="member", by=HOUSE)
    made = queue.decide(mira.actor, case_id, "turn-away", reason="You sell things only.")
    with world.days_later(0.01):
        relay()
        assert "You sell things only." in world.client(ben).get(f"/statements/{made}").text
