"""Pages that lost touch catch up: each post once and in order, whatever was cut, restarted or blocked."""

import pytest
from playwright.sync_api import expect

from tests.browser.watching import cuttable, offline, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]


def numbers(page):
    return page.eval_on_selector_all("#posts .post", "all => all.map(post => Number(post.id.slice(5)))")


def test_s61_cuts_lose_nothing_and_double_nothing(visit, house):
    talk = house.world.thread("Cut again and again")
    page = opened(cuttable(visit(house.world.member("ben"))), talk.url)
    for number in range(15):
        page.evaluate("cut()")
        house.world.reply(talk, by=house.world.member("cleo"), source=f"Reply {number}.")
        if number % 5 == 4:
            expect(page.locator(f"#post-{number + 2}")).to_be_attached(timeout=15_000)
    expect(page.locator("#post-16")).to_be_attached(timeout=15_000)
    assert numbers(page) == list(range(1, 17))


def test_a_page_that_slept_catches_up_when_it_wakes(visit, house):
    talk = house.world.thread("Asleep")
    page = opened(cuttable(visit()), talk.url)
    vars(page)["complaints"].expect("ERR_INTERNET_DISCONNECTED")
    offline(page.context, is_so=True)
    page.evaluate("cut()")
    said = [house.world.reply(talk, by=house.world.member("cleo"), source=f"Dream {number}.") for number in range(3)]
    house.world.edit(said[0].id, by=house.world.member("cleo"), source="Dream edited.")
    offline(page.context, is_so=False)
    expect(page.locator("#post-4")).to_be_attached(timeout=15_000)
    expect(page.locator("#post-2 .words")).to_have_text("Dream edited.")
    assert numbers(page) == [1, 2, 3, 4]


def test_a_restart_of_the_server_is_survived(visit, house):
    talk = house.world.thread("Restarted")
    page = opened(visit(house.world.member("ben")), talk.url)
    vars(page)["complaints"].expect("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "WebSocket connection")
    assert house.live.stop() == 0
    house.world.reply(talk, by=house.world.member("cleo"), source="Written while it was down.")
    house.live.start()
    expect(page.locator("#post-2")).to_contain_text("Written while it was down.", timeout=30_000)
    house.world.reply(talk, by=house.world.member("cleo"), source="And after.")
    expect(page.locator("#post-3")).to_contain_text("And after.", timeout=20_000)
    assert numbers(page) == [1, 2, 3]


def test_where_sockets_are_blocked_the_page_asks(visit, house):
    talk = house.world.thread("Behind a strict proxy")
    page = cuttable(visit(), blocked=True)
    vars(page)["complaints"].expect("WebSocket connection")
    page.goto(talk.url)
    with page.expect_response("**/live?*", timeout=15_000):
        pass
    house.world.reply(talk, by=house.world.member("cleo"), source="It comes a little later.")
    expect(page.locator("#post-2")).to_contain_text("It comes a little later.", timeout=15_000)


def test_without_scripts_a_thread_is_whole_and_shows_nothing_that_would_never_come(visit, house):
    talk = house.world.thread("Plain pages")
    house.world.reply(talk, by=house.world.member("cleo"), source="As ever.")
    page = visit(house.world.member("ben"), java_script_enabled=False)
    page.goto(talk.url)
    expect(page.locator("#post-2")).to_contain_text("As ever.")
    for waiting in ("[data-live-more]", "[data-live-here]", "[data-live-typing]"):
        expect(page.locator(waiting)).to_be_hidden()
    page.goto("/latest")
    expect(page.locator("[data-live-more]")).to_be_hidden()
