from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from forum.core.access import HOUSE, Denied
from forum.core.cache import cache
from forum.core.db import read
from forum.core.refusal import Refused
from moderation.desk.jobs import keep_promises
from moderation.desk.wording import fill
from moderation.queue import actions
from moderation.queue.models import Case, Decision
from moderation.queue.queries import queue
from moderation.queue.terms import terms
from tests.services.smtp import Smtp
from tests.world import World

pytestmark = pytest.mark.data


def flagged(world: World, title: str, guideline: int = 7) -> int:
    return actions.report("post", world.thread(title).post_id, source="flag", guideline=guideline)


def test_what_breaks_a_promise_is_on_top(world: World) -> None:
    mira = world.moderator()
    late, grave = flagged(world, "An old small thing", 10), flagged(world, "A threat of yesterday", 3)
    actions.claim(mira.actor, grave)
    with world.days_later(0.2):
        assert queue(mira.actor)[0][0].id == grave
        keep_promises()
        assert queue(mira.actor)[0][0].id == late
        assert queue(mira.actor)[0][0].parts["promise"] == 1000


def test_looking_keeps_the_first_promise_and_the_second_runs_on(world: World) -> None:
    case = flagged(world, "A thing to look at")
    actions.claim(world.moderator().actor, case)
    opened, due = read().execute(select(Case.opened_at, Case.due_at).where(Case.id == case)).one()
    assert due - opened == terms().until_decision


def test_moderators_are_mailed_before_a_promise_breaks_once(world: World, smtp: Smtp, relay: Callable[[], int]) -> None:
    mira = world.moderator()
    flagged(world, "Soon it is late")
    relay()
    with world.days_later(1.8 / 24):
        keep_promises()
        keep_promises()
        relay()
    told = [letter for letter in smtp.messages if letter["To"] == mira.email and "promise" in letter["Subject"]]
    assert len(told) == 1
    assert "Soon it is late" in told[0].get_content()


def test_staff_weigh_how_grave_it_is_to_break_a_guideline(world: World, relay: Callable[[], int]) -> None:
    assert world.brand_id
    relay()
    hana = world.client(world.staff())
    assert "/moderation/terms#harms" in hana.get("/staff/guidelines").text
    assert 'name="harm-3" value="40"' in hana.get("/moderation/terms").text.replace("\n", " ")
    fields = {"first_look": "60", "decision": "600", "appeal_days": "200", "strike_days": "30", "load": "80"}
    fields |= {"ladder": "1 warn 0"}
    assert world.post(hana, "/moderation/terms", **fields, **{"harm-3": "7"}).status_code == 303
    cache.drop("terms of moderation")
    assert (terms().harms[3], terms().harms[2]) == (7.0, 35.0)
    wrong = world.post(hana, "/moderation/terms", **fields, **{"harm-3": "lots"})
    assert wrong.status_code == 422
    assert 'value="lots"' in wrong.text


def test_staff_choose_the_promises_and_moderators_do_not(world: World) -> None:
    hana, mira = world.client(world.staff()), world.client(world.moderator())
    fields = {"first_look": "60", "decision": "600", "appeal_days": "200", "strike_days": "30", "load": "80"}
    assert world.post(mira, "/moderation/terms", **fields, ladder="1 warn 0").status_code == 404
    assert world.post(hana, "/moderation/terms", **fields, ladder="1 warn 0\n3 suspend 7").status_code == 303
    assert "3 suspend 7" in hana.get("/moderation/terms").text
    assert world.post(hana, "/moderation/terms", **fields, ladder="often shout 7").status_code == 422
    assert world.post(hana, "/moderation/terms", **fields | {"appeal_days": "30"}, ladder="1 warn 0").status_code == 422


def test_appeals_cannot_be_made_shorter_than_the_law_wants(world: World) -> None:
    with pytest.raises(Refused, match="six months"):
        actions.choose_terms(HOUSE, replace(terms(), appeal_days=30))
    with pytest.raises(Denied):
        actions.choose_terms(world.moderator().actor, terms())


def test_moderators_see_the_hours_and_the_load(world: World) -> None:
    mira = world.moderator()
    actions.decide(mira.actor, flagged(world, "A thing to decide"), "keep")
    shown = world.client(mira).get("/moderation/hours").text
    assert "mira" in shown
    assert ":00" in shown


def test_a_prepared_note_is_filled_in_and_sent(world: World) -> None:
    mira, case = world.moderator(), flagged(world, "Buy cheap gas here")
    note = actions.prepare(mira.actor, "Adverts", "Hello {member}, see guideline {number}.", 7)
    browser = world.client(mira)
    assert "Hello ana, see guideline 7." in browser.get(f"/moderation/cases/{case}").text
    world.post(browser, f"/moderation/cases/{case}/decision", verdict="hide", guideline=7, prepared=note)
    assert read().execute(select(Decision.reason)).scalar_one() == "Hello ana, see guideline 7."


@pytest.mark.parametrize("words", ["{{7*7}}", "{0.__class__}", "{member.__class__}", "%(x)s {", "{title!r}"])
def test_s35_prepared_notes_fill_in_words_and_run_nothing(words: str) -> None:
    assert fill(words, {"member": "ana", "title": "{guideline}"}) == words


def test_s35_what_is_filled_in_is_not_filled_in_again() -> None:
    assert fill("On {title}, {member}", {"title": "{member}", "member": "ana"}) == "On {member}, ana"
