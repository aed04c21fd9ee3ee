"""Flags and notices as people give them: two clicks without scripts, and a form for anybody."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from moderation.queue.models import Hit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]


def test_a_post_is_flagged_in_two_clicks_without_scripts(visit, house):
    talk = house.world.thread("Ask a fool", by=house.world.member("rude", password=None), source="You are all fools.")
    page = visit(house.world.member("reporter"), java_script_enabled=False)
    page.goto(talk.url)
    before = house.number(select(func.count()).select_from(Hit))
    page.locator(f'a[href="/flags/post/{talk.post_id}"]').click()
    page.locator("button[name=guideline]").first.click()
    expect(page.locator("main, body").first).to_contain_text("A moderator looks at it")
    assert house.number(select(func.count()).select_from(Hit)) == before + 1
