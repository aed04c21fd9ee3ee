"""A member's card comes by mouse and by keyboard, can be pointed at, and goes when it is sent away (WCAG 1.4.13)."""

import pytest
from playwright.sync_api import expect

from tests.browser.watching import opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]


def test_a_card_comes_by_mouse_stays_while_pointed_at_and_goes_by_escape(visit, house):
    ana = house.world.member("ana")
    talk = house.world.thread("Cards beside names", by=ana)
    page = opened(visit(house.world.member("ben")), talk.url)
    name = page.locator("#post-1 .by-name a")
    card = page.locator(".person-card")
    name.hover()
    expect(card).to_contain_text("Level 0: New")
    card.hover()
    expect(card).to_be_visible()
    expect(name).to_have_attribute("aria-describedby", "person-card")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    name.hover()
    expect(card).to_be_visible()
    page.locator("footer").first.hover()
    expect(card).to_have_count(0)


def test_a_card_comes_by_keyboard_for_guests_too_and_goes_with_the_focus(visit, house):
    talk = house.world.thread("Cards by keyboard", by=house.world.member("ana"))
    page = opened(visit(None), talk.url)
    name = page.locator("#post-1 .by-name a")
    page.keyboard.press("Tab")
    name.focus()
    expect(page.locator(".person-card")).to_contain_text("ana")
    page.keyboard.press("Tab")
    expect(page.locator(".person-card")).to_have_count(0)
