"""Search by hand: the box from every page by one key, hits to walk along, and threads offered for a title."""

import pytest
from playwright.sync_api import expect

from forum.search import editions
from tests.services.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]


@pytest.fixture(scope="module")
def samovar(house):
    """A thread that can be found."""
    talk = house.world.thread("Which samovar boils fastest?", source="Mine takes an hour to whistle.")

    def indexed():
        with house.world.app.app_context():
            return editions.current_to_write() is not None and editions.waiting() == 0

    until(indexed, seconds=60, what="the index")
    until(lambda: "<mark>" in house.live.get("/search?q=samovar").text, what="the thread to be found")
    return talk


def test_one_key_leads_to_the_box_and_the_hits_are_walked_along(visit, samovar):
    page = visit()
    page.goto("/")
    page.keyboard.press("/")
    box = page.get_by_role("searchbox")
    expect(box).to_be_focused()
    box.type("samovars")
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
    expect(page.get_by_role("search")).to_have_count(1)
    expect(page.locator(".results mark").first).to_have_text("samovar")
    expect(page.get_by_role("searchbox")).to_have_value("samovars")
    page.locator("main").click(position={"x": 1, "y": 1})
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(f"**{samovar.url}*")


def test_choices_and_order_work_without_scripts(browser, house, samovar):
    context = browser.new_context(base_url=house.live.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search?q=samovar")
    page.get_by_label("What").select_option("Questions")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(page.get_by_text("Nothing found")).to_be_visible()
    page.get_by_label("What").select_option("Everything")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Newest").click()
    expect(page.get_by_role("link", name="Which samovar boils fastest?")).to_be_visible()
    context.close()


def test_a_title_that_was_asked_before_is_answered_while_it_is_typed(visit, house, samovar):
    page = visit(house.world.member("ana"))
    page.goto("/start")
    page.get_by_label("Title").press_sequentially("Which samovar is the fastest", delay=5)
    offered = page.get_by_role("region", name="Already answered?")
    expect(offered.get_by_role("link")).to_have_text(["Which samovar boils fastest?"])
    expect(page.get_by_label("Title")).to_be_focused()


def test_the_page_fits_a_phone(visit, samovar):
    page = visit()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/search?q=samovar")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
