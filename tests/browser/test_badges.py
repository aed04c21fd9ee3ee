"""What somebody earned is said once on their open page, and takes nothing from under their hands."""

import pytest
from playwright.sync_api import expect

from forum.badges import actions
from forum.badges.events import BadgesCelebrated
from forum.core.access import HOUSE
from forum.core.events import record
from forum.core.transaction import transaction
from tests.badges.looking import badge
from tests.browser.watching import opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]


def test_a_badge_is_said_once_on_the_open_page(visit, house):
    una = house.world.member("una")
    with house.app.app_context():
        actions.lay_first_set()
        award = actions.give(HOUSE, badge("thanks-of-the-house").id, "una", "For a test.")
    page = opened(visit(una), "/badges")
    with house.app.app_context():
        transaction(record)(BadgesCelebrated(una.id, [award]))
    toast = page.locator(".toast", has_text="You earned a badge: Thanks of the house")
    expect(toast).to_have_count(1)
    toast.get_by_role("button", name="See it").click()
    expect(page.get_by_role("heading", name="Thanks of the house", level=1)).to_be_visible()
    expect(page.locator(".toast")).to_have_count(0)
