"""Staff write a rule, see in a replay what it would have done, and let it hold: by the pages alone."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from moderation.queue.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]

HELD = select(Case.id).where(Case.lane == "held", Case.excerpt.contains("zorbling"))


def test_a_rule_is_written_tried_replayed_and_raised(visit, house):
    talk = house.world.thread("A rule about words", by=house.world.member("wordy"), source="Buy zorbling jets here.")
    page = visit(house.world.staff())
    page.goto("/moderation/rules")
    page.get_by_role("link", name="Write a rule").click()
    page.locator("a[href$='kind=words']").click()
    page.locator("[name=title]").fill("No zorbling")
    page.locator("[name=entries]").fill("zorbling")
    page.get_by_role("button", name="Write the rule").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No zorbling")

    page.goto("/moderation/rules")
    page.locator("[name=text]").fill("This is Z0RBLING again.")
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("#trial [role=status]")).to_contain_text("No zorbling")

    page.locator("table.rules").get_by_role("link", name="No zorbling").click()
    page.get_by_role("button", name="Replay the last 30 days").click()
    expect(page.locator(".desk-main")).to_contain_text("zorbling jets", timeout=15_000)
    page.goto("/moderation/rules")
    page.locator("table.rules").get_by_role("link", name="No zorbling").click()
    expect(page.locator(".desk-main")).to_contain_text("it would have caught 1 of")
    page.locator("[name=mode]").select_option("hold")
    page.get_by_role("button", name="Change the mode").click()
    expect(page.locator(".desk-main .chip").first).to_have_text("hold")

    writer = visit(house.world.member("seller"))
    writer.goto(talk.url)
    writer.locator("form[action*='/posts'] [name=source]").fill("More zorbling for all of you.")
    writer.get_by_role("button", name="Reply", exact=True).click()
    expect(writer.locator(".notices")).to_contain_text("moderator")
    assert house.number(HELD)
