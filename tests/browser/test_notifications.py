"""The bell: it rings by itself, leads to what happened, and falls silent when that was read."""

import pytest
from playwright.sync_api import expect

from forum.notifications.actions import read_all
from tests.browser.watching import opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]

PATIENCE = 15_000
"""Milliseconds: a worker of a busy machine tells things late."""


@pytest.fixture
def rested(house):
    """Give members whose bells are silent: whatever other tests told them is read."""

    def of(*names):
        people = [house.world.member(name) for name in names]
        with house.app.app_context():
            for person in people:
                read_all(person.actor)
        return people

    return of


def test_the_bell_rings_on_an_open_page_and_leads_to_the_reply(visit, house, rested):
    rika, ben = rested("rika", "ben")
    talk = house.world.thread("Whistles in the wind", by=rika)
    page = opened(visit(rika), "/tags")
    count = page.locator("#bell .bell-count")
    expect(count).to_be_hidden()
    house.world.reply(talk, by=ben, source="Then turn it round.")
    expect(count).to_have_text("1", timeout=PATIENCE)
    page.get_by_label("1 unread notification").click()
    page.get_by_role("link", name="ben replied").click()
    expect(page.locator("#post-2")).to_contain_text("Then turn it round.")
    expect(page.locator("#bell .bell-count")).to_be_hidden()


def test_reading_a_thread_silences_its_bell(visit, house, rested):
    rika, ben = rested("rika", "ben")
    talk = house.world.thread("Read it and be still", by=rika)
    page = opened(visit(rika), "/tags")
    house.world.reply(talk, by=ben, source="Short.")
    expect(page.locator("#bell .bell-count")).to_have_text("1", timeout=PATIENCE)
    reading = visit(rika)
    reading.goto(talk.url)
    reading.locator("#post-2").scroll_into_view_if_needed()
    expect(page.locator("#bell .bell-count")).to_be_hidden()


def test_all_is_marked_read_in_the_sheet(visit, house, rested):
    rika, ben = rested("rika", "ben")
    talk = house.world.thread("All at once", by=rika)
    page = opened(visit(rika), "/tags")
    house.world.reply(talk, by=ben)
    expect(page.locator("#bell .bell-count")).to_have_text("1", timeout=PATIENCE)
    page.locator("#bell > summary").click()
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator("#bell-news .is-unread")).to_have_count(0)
    expect(page.locator("#bell .bell-count")).to_be_hidden()


def test_levels_are_chosen_with_scripts_and_without(visit, house):
    rika = house.world.member("rika")
    talk = house.world.thread("Loud and long", by=house.world.member("cleo"))
    for scripts, level in ((True, "Watch"), (False, "Mute")):
        page = visit(rika, java_script_enabled=scripts)
        page.goto(talk.url)
        page.locator("#attention > summary").click()
        page.get_by_role("button", name=level).click()
        expect(page.locator("#attention > summary")).to_contain_text(level)


def test_the_bell_is_a_link_where_there_are_no_scripts(visit, house, rested):
    rika, ben = rested("rika", "ben")
    talk = house.world.thread("By hand alone", by=rika)
    open_page = opened(visit(rika), "/tags")
    house.world.reply(talk, by=ben, source="Then by hand.")
    expect(open_page.locator("#bell .bell-count")).to_have_text("1", timeout=PATIENCE)
    page = visit(rika, java_script_enabled=False)
    page.goto("/tags")
    page.locator("#bell > summary").click()
    page.get_by_role("link", name="See your notifications").click()
    page.get_by_role("link", name="By hand alone").first.click()
    expect(page.locator("#post-2")).to_contain_text("Then by hand.")
    page.goto("/notifications")
    expect(page.locator(".told.is-unread")).to_have_count(0)


def test_settings_are_kept(visit, house):
    page = visit(house.world.member("rika"))
    page.goto("/settings/notifications")
    page.get_by_label("Somebody mentions you").select_option(label="At once")
    page.get_by_label("Keep quiet hours").check()
    page.get_by_label("From").fill("21:30")
    page.get_by_label("How often").select_option(label="Every day")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Somebody mentions you")).to_have_value("now")
    expect(page.get_by_label("From")).to_have_value("21:30")
    expect(page.get_by_label("How often")).to_have_value("daily")
