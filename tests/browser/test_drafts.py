"""What is typed is kept: over a closed tab, on another device, and when two of them disagree."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]


def test_a_draft_survives_a_closed_tab_and_is_there_on_another_device(visit, house):
    ana = house.world.member("ana")
    talk = house.world.thread("To be continued")
    page = visit(ana)
    page.goto(talk.url)
    page.get_by_label("Your reply").fill("Half a thought")
    expect(page.locator("[data-state]")).to_contain_text("Draft saved")
    page.get_by_label("Your reply").fill("Half a thought, and the other half")
    context = page.context
    page.close()

    again = visit.another(context)
    again.goto(talk.url)
    expect(again.get_by_label("Your reply")).to_have_value("Half a thought, and the other half")

    elsewhere = visit(ana)
    elsewhere.goto("/drafts")
    elsewhere.get_by_role("main").get_by_role("link", name="Half a thought").click()
    expect(elsewhere.get_by_label("Your reply")).to_have_value("Half a thought, and the other half")


def test_what_only_this_device_kept_comes_back_and_says_so(visit, house):
    page = visit(house.world.member("ana"))
    page.complaints.expect("status of 503")
    page.route("**/drafts/*", lambda route: route.fulfill(status=503))
    page.goto(house.world.thread("Under the ground").url)
    page.get_by_label("Your reply").fill("Written in a tunnel")
    expect(page.locator("[data-state]")).to_have_text("Kept on this device, not yet on the server")
    page.reload()
    expect(page.get_by_label("Your reply")).to_have_value("Written in a tunnel")
    expect(page.locator("[data-state]")).to_contain_text("is back")


def test_two_devices_that_disagree_are_asked(visit, house):
    ana = house.world.member("ana")
    talk = house.world.thread("Two minds")
    desk, phone = visit(ana), visit(ana)
    phone.complaints.expect("status of 409")
    for page in (desk, phone):
        page.goto(talk.url)
    for page, words in ((desk, "From the desk"), (phone, "From the phone")):
        page.get_by_label("Your reply").fill(words)
        expect(page.locator("[data-state]")).to_contain_text("Draft saved")
    desk.complaints.expect("status of 409")
    desk.get_by_label("Your reply").fill("From the desk, once more")
    expect(desk.locator("[data-state]")).to_contain_text("This draft was changed elsewhere.")
    desk.get_by_role("button", name="Take the other one").click()
    expect(desk.get_by_label("Your reply")).to_have_value("From the phone")


def test_a_sent_draft_is_gone(visit, house):
    ana = house.world.member("ana")
    page = visit(ana)
    page.goto(house.world.thread("All is said").url)
    page.get_by_label("Your reply").fill("Said")
    expect(page.locator("[data-state]")).to_contain_text("Draft saved")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("#post-2")).to_contain_text("Said")
    expect(page.get_by_label("Your reply")).to_have_value("")


def test_the_preview_is_what_will_be_published(visit, house):
    page = visit(house.world.member("ana"))
    page.goto(house.world.thread("As it will look").url)
    page.get_by_label("Your reply").fill("**Bold**, and <script>alert(1)</script> not.")
    page.keyboard.press("Control+Shift+P")
    expect(page.locator(".composer-preview strong")).to_have_text("Bold")
    shown = page.locator(".composer-preview").inner_html()
    page.get_by_role("button", name="Reply", exact=True).click()
    page.locator("#post-2").wait_for()
    assert page.locator("#post-2 .words").inner_html().strip() == shown.strip()
