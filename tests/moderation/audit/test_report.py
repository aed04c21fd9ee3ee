import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from forum.core.clock import at, now
from forum.core.db import read
from moderation.appeals.actions import appeal
from moderation.queue import actions
from moderation.queue.models import Case, Decision, Hit

pytestmark = pytest.mark.data

HARSH: dict[str, Any] = {"guideline": 3, "reason": "You insulted Ben.", "days": 30}


@pytest.fixture
def busy(world, relay):
    """A house in which much was decided: upheld, rejected, undone, reversed, appealed."""
    assert world.brand_id
    relay()
    mira, olga, ana = world.moderator("mira"), world.moderator("olga"), world.member("ana")
    with at(now() - timedelta(hours=3)):
        cases = [flagged(world, ana, number) for number in range(5)]
    actions.decide(mira.actor, cases[0], "keep")
    hidden = actions.decide(mira.actor, cases[1], "suspend", **HARSH)
    reversed_later = actions.decide(mira.actor, cases[2], "suspend", **HARSH)
    undone = actions.decide(mira.actor, cases[3], "keep")
    actions.undo(mira.actor, undone)
    made = appeal(ana.actor, reversed_later, "It was a quote from the manual.")
    waiting = select(Case.id).where(Case.kind == "appeal", Case.thing_id == made)
    actions.decide(olga.actor, read().scalar(waiting) or 0, "overturn", reason="It is a quote.")
    appeal(ana.actor, hidden, "I was not the one who began it.")
    return world


def flagged(world, author, number):
    talk = world.thread(f"Talk number {number}", by=author, source=f"Something rude, number {number}")
    return actions.report("post", talk.post_id, source="flag", source_id=number, guideline=3)


def tables(world, query=""):
    """Give the report as its tables, by heading."""
    sheet = world.client().get(f"/transparency.csv{query}").get_data(as_text=True).removeprefix("\ufeff")
    found: dict[str, list[list[str]]] = {}
    heading = None
    for row in csv.reader(io.StringIO(sheet)):
        if len(row) == 1:
            heading = row[0]
        elif row and heading:
            found.setdefault(heading, []).append(row)
    return found


def test_the_report_tells_what_was_flagged_decided_and_appealed(busy):
    found = tables(busy)
    assert ["Flags of members", "5", "1", "2"] in found["What was flagged or found"]
    assert ["3. No threats, no hounding", "2", "0", "2", "1"] in found["Decisions by guideline"]
    assert found["Appeals"][1] == ["Appeals", "2", "0", "1", "1", "100 %"]
    _look, decision = found["Times"][1:]
    assert (decision[0], decision[2]) == ("Until the decision", "3 hours")


def test_the_report_equals_the_rows(busy):
    found = tables(busy)
    decided = sum(int(row[3]) for row in found["Decisions"][1:])
    undone = select(func.count()).select_from(Decision).where(Decision.verdict == "reversal")
    all_of_them = read().scalar(select(func.count()).select_from(Decision))
    assert decided == (all_of_them or 0) - (read().scalar(undone) or 0) - 1  # one was undone within seconds
    hits = sum(int(row[1]) for row in found["What was flagged or found"][1:])
    assert hits == read().scalar(select(func.count()).select_from(Hit))


def test_a_period_in_which_nothing_happened_is_empty(busy):
    found = tables(busy, "?start=2020-01-01&end=2020-12-31")
    assert all(len(rows) == 1 for rows in found.values())


def test_nothing_personal_stands_in_the_report(busy):
    page = busy.client().get("/transparency").get_data(as_text=True)
    assert not [word for word in ("mira", "olga", "You insulted", "rude") if word in page]
    assert "Decisions by guideline" in page
