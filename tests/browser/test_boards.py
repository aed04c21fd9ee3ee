"""Boards and thanks on an open page: a place moves, thanks appear, while somebody looks."""

import pytest
from playwright.sync_api import expect

from forum.kudos.actions import thank
from forum.leaderboards import queries
from tests.browser.watching import opened
from tests.services.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]


@pytest.fixture
def inside(house):
    """Do something in the house: `inside(thank, ben.actor, 5, "…")`."""

    def do(action, *given):
        with house.app.app_context():
            return action(*given)

    return do


def test_ones_own_place_moves_while_one_looks(visit, house, inside):
    ida, jon, kim, lea = (house.world.member(name) for name in ("ida", "jon", "kim", "lea"))
    place = house.world.category("boards-live")
    hers = house.world.thread("The steel mug", by=ida, category=place)
    his = house.world.thread("The tin mug", by=jon, category=place)
    inside(thank, kim.actor, his.post_id, "For the weight of it.")
    until(lambda: inside(_points, jon.id, place.id) == 8, what="the points of his thread and of thanks")
    page = opened(visit(jon), "/leaderboard/all?in=boards-live")
    mine = page.locator("#board-mine")
    expect(mine).to_contain_text("You are in place 1.")
    inside(thank, lea.actor, hers.post_id, "For the pictures.")
    inside(thank, house.world.member("max").actor, hers.post_id, "For the words.")
    expect(page.locator("#board-rows .board-name").first).to_contain_text("ida")
    expect(mine).to_contain_text("You are in place 2.")
    assert page.evaluate("window.stays") is True


def _points(member_id, place_id):
    period = queries.current("all")
    return queries.mine(member_id, period.id, place_id).points if period else 0


def test_thanks_appear_on_the_wall_and_under_the_post(visit, house, inside):
    ana, ben, cleo = (house.world.member(name) for name in ("ana", "ben", "cleo"))
    talk = house.world.thread("A wick that lasts", by=ana)
    wall, thread = opened(visit(ben), "/kudos"), opened(visit(ben), talk.url)
    inside(thank, cleo.actor, talk.post_id, "For the drawing of the wick.")
    expect(wall.locator("#kudos-wall")).to_contain_text("For the drawing of the wick.")
    expect(thread.locator("#post-1 .acts")).to_contain_text("Thank · 1")
