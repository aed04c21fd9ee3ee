"""Everything that matters works in a browser that runs no scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_newcomer import join

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]


def test_join_start_reply_quote_like_vote_and_leave_without_scripts(visit, house, smtp_server):
    house.world.category("stoves")
    page = visit(java_script_enabled=False)
    join(page, smtp_server, "plain")
    page.goto("/latest")
    page.get_by_role("link", name="Start a thread").first.click()
    page.get_by_label("Title").fill("No scripts here")
    page.get_by_label("Category").select_option(label="Stoves")
    page.get_by_label("Your post").fill("And it works.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No scripts here")

    page.get_by_label("Your reply").fill("I answer myself.")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("#post-2")).to_contain_text("I answer myself.")
    page.locator("#post-1").get_by_role("link", name="Quote").click()
    fields = page.locator("form.composer").locator("input:not([type=hidden], [type=file])")
    expect(fields).to_have_count(0)
    source = page.get_by_label("Your reply")
    source.fill(source.input_value() + "\n\nQuoted.")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("#post-3 blockquote")).to_contain_text("And it works.")


def test_like_accept_vote_and_sign_out_without_scripts(visit, house):
    ben = house.world.member("ben")
    talk = house.world.thread("Vote by hand", by=house.world.staff(), poll=("Which?", ["This one", "That one"]))
    page = visit(ben, java_script_enabled=False)
    page.goto(talk.url)
    page.get_by_role("button", name="Like").click()
    expect(page.get_by_role("button", name="Like")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Like").click()
    expect(page.get_by_role("button", name="Like")).to_have_attribute("aria-pressed", "false")
    page.get_by_label("That one").check()
    page.get_by_role("button", name="Vote").click()
    expect(page.locator(".poll-choice.is-mine")).to_contain_text("That one")
    page.get_by_label("Your menu").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_a_draft_is_found_and_thrown_away_without_scripts(visit, house):
    cleo = house.world.member("cleo")
    page = visit(cleo)
    page.goto("/start")
    page.get_by_label("Title").fill("Never mind")
    page.get_by_label("Your post").fill("I had a thought")
    expect(page.locator("[data-state]")).to_contain_text("Draft saved")
    plain = visit(cleo, java_script_enabled=False)
    plain.goto("/drafts")
    plain.get_by_role("link", name="Never mind").click()
    expect(plain.get_by_label("Your post")).to_have_value("I had a thought")
    plain.goto("/drafts")
    plain.get_by_role("button", name="Throw away").click()
    expect(plain.get_by_text("No drafts")).to_be_visible()
