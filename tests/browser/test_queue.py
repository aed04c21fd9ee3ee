"""Moderators at their desk: fifty cases by the keyboard alone, two who meet, a telephone without scripts."""

import sys

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from forum.core.clock import monotonic
from forum.core.db import read
from moderation.queue import actions
from moderation.queue.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]

CASES = 50
NAMES = ("Ana", "Ben", "Cilla", "Dace", "Egils", "Fay", "Gita", "Hugo", "Ilze", "Juris")
OPEN = select(func.count()).where(Case.state == "open")


def flag(house, title, source="You are all fools and your stoves stink.", guideline=1, by="rude"):
    talk = house.world.thread(title, by=house.world.member(by, password=None), source=source)
    with house.app.app_context():
        return actions.report("post", talk.post_id, source="flag", guideline=guideline)


@pytest.fixture(autouse=True)
def empty_queue(house):
    empty(house)  # of what other tests left in this house
    yield
    empty(house)


def empty(house):
    cleaner = house.world.moderator("cleaner").actor
    with house.app.app_context():
        for case_id in read().scalars(select(Case.id).where(Case.state == "open")).all():
            actions.decide(cleaner, case_id, "keep")


def test_fifty_cases_take_at_most_two_keys_each(visit, house, capsys):
    for number in range(CASES):
        rude = number % 2 == 1
        said = "Only a fool asks that, learn to read." if rude else "I would buy it again, it never failed me."
        flag(house, f"Case {number}", f"{NAMES[number % 10]} {NAMES[number // 10]}: {said}", by=f"author{number}")
    page = visit(house.world.moderator("quick"))
    page.goto("/moderation")
    keys, began = 0, monotonic()
    while house.number(OPEN):
        title = page.locator("#case-title").inner_text()
        page.keyboard.press("p" if "fool" in page.locator(".exhibit-thing").inner_text() else "k")
        keys += 1
        expect(page.locator("#case-title, .empty-title").first).not_to_have_text(title)
    seconds = monotonic() - began
    with capsys.disabled():
        sys.stdout.write(f"\n{CASES} cases: {keys / CASES:.2f} keys and {seconds / CASES:.2f} s each\n")
    assert keys <= 2 * CASES
    assert house.number(OPEN) == 0


def test_two_moderators_see_each_other_and_the_second_decision_is_stopped(visit, house):
    case = flag(house, "We meet here")
    first, second = visit(house.world.moderator("mira")), visit(house.world.moderator("olga"))
    second.goto("/moderation/hours")
    other = flag(house, "Something else", source="Another thing altogether, and a long one.", by="other")
    second.goto(f"/moderation/cases/{other}")
    first.goto(f"/moderation/cases/{case}")
    expect(second.locator(f"#claim-{case}")).to_contain_text("mira is looking at this")
    expect(second.locator("#queue-list [aria-current]")).to_contain_text("Something else")
    second.goto(f"/moderation/cases/{case}")
    first.keyboard.press("k")
    expect(first.locator(".undo")).to_be_visible()
    second.complaints.expect("status of 422")
    second.keyboard.press("k")
    expect(second.get_by_role("alert")).to_contain_text("mira decided this meanwhile: Keep")


def test_a_decision_is_undone_by_a_key(visit, house):
    case = flag(house, "Undo me")
    page = visit(house.world.moderator("undoer"))
    page.goto(f"/moderation/cases/{case}")
    page.keyboard.press("h")
    expect(page.locator(".undo")).to_be_visible()
    page.keyboard.press("z")
    expect(page.locator(".undo")).to_be_hidden()
    assert house.number(select(func.count()).where(Case.id == case, Case.state == "open")) == 1


def test_the_queue_works_on_a_telephone_and_without_scripts(visit, house):
    case = flag(house, "In the hand")
    page = visit(house.world.moderator("mira"), viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.goto(f"/moderation/cases/{case}")
    expect(page.get_by_role("button", name="Hide")).to_be_attached()
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".undo")).to_be_visible()


def test_pictures_are_blurred_until_asked_for(visit, house):
    from_page = flag(house, "A picture", "![A burner](https://example.org/a.png) Look at this.")
    page = visit(house.world.moderator("mira"))
    page.goto(f"/moderation/cases/{from_page}")
    blurred = "getComputedStyle(document.querySelector('.exhibit img:not(.avatar)') ?? document.body).filter"
    if page.locator(".exhibit-thing img:not(.avatar)").count():
        assert "blur" in page.evaluate(blurred)
        page.keyboard.press("x")
        assert page.evaluate(blurred) == "none"
