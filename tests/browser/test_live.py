"""What one person does appears on the other's open page by itself, and takes nothing from under their hands."""

import pytest
from playwright.sync_api import expect

from forum.core.access import HOUSE
from forum.polls.actions import vote
from forum.threads import steering
from forum.threads.models import Post
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]


def act(world: World, action, *given):
    with world.app.app_context():
        return action(*given)


def opened(page, address: str):
    """Open a page and wait until it follows what happens."""
    with page.expect_websocket(lambda socket: "/socket.io/" in socket.url) as knocked:
        page.goto(address)
    with knocked.value.expect_event("framereceived", lambda frame: str(frame).startswith("43")):
        pass
    page.evaluate("window.stays = true")
    return page


def test_a_reply_appears_on_every_open_page(visit, house):
    talk = house.world.thread("Which mug for the trail?")
    pages = [opened(visit(who), talk.url) for who in (house.world.member("ben"), None)]
    house.world.reply(talk, by=house.world.member("cleo"), source="The steel one.")
    for page in pages:
        expect(page.locator("#post-2")).to_contain_text("The steel one.")
        expect(page.locator("#thread-top")).to_contain_text("1 reply")
        expect(page.get_by_role("status")).to_have_text("New reply by cleo")
        assert page.evaluate("window.stays") is True


def test_it_looks_as_it_does_after_a_reload(visit, house):
    ben = house.world.member("ben")
    talk = house.world.thread("The same drawing")
    page = opened(visit(ben), talk.url)
    house.world.reply(talk, by=house.world.member("cleo"), source="Some `code`, and a [link](https://example.org).")
    expect(page.locator("#post-2")).to_be_visible()
    look = "document.querySelector('#post-2').outerHTML.replace(/<time.*?<\\/time>/g, '')"
    live = page.evaluate(look)
    page.reload()
    assert page.evaluate(look) == live
