"""What one person does appears on the other's open page by itself."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]


def test_a_reply_appears_on_an_open_page(visit, house):
    talk = house.world.thread("Which mug for the trail?")
    reader = visit(house.world.member("ben"))
    guest = visit()
    for page in (reader, guest):
        page.goto(talk.url)
        page.evaluate("window.stays = true")
    house.world.reply(talk, by=house.world.member("cleo"), source="The steel one.")
    for page in (reader, guest):
        expect(page.locator("#post-2")).to_contain_text("The steel one.")
        assert page.evaluate("window.stays") is True
