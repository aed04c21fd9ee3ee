"""Script that people store in the house or put into an address never runs, with no content policy to stop it (S27)."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser
from werkzeug.test import TestResponse

from tests.attacks.doors import Doors
from tests.attacks.hostile import SHORT, fill, joined
from tests.attacks.houses import standing
from tests.attacks.traps import trap
from tests.services.product import Live
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("hostile")]

SAID, ELSEWHERE = "ran(7)", "evil-7.example"
"""What attacks of visitors say, so that they are told from what is stored."""
IN_ADDRESSES = (
    *(SHORT[number].replace("ran(1)", SAID) for number in (1, 5, 10)), f"//{ELSEWHERE}",
)  # fmt: skip
TYPED = joined(900).replace("ran(1)", SAID)
LISTS = ("/", "/latest", "/unanswered", "/top", "/top/all", "/categories", "/tags", "/about", "/latest.atom")


@dataclass(frozen=True, slots=True)
class Hostile:
    """A running house whose every word is an attack, and where those are shown."""

    live: Live
    pages: list[str]


@pytest.fixture(scope="module")
def house(stack: Stack, tmp_path_factory: pytest.TempPathFactory, data_sets: Path) -> Iterator[Hostile]:
    with standing(stack, tmp_path_factory.mktemp("script") / "live") as running:
        yield Hostile(running, fill(running.world, data_sets))


@pytest.fixture
def doors(house: Hostile) -> Iterator[Doors]:
    with house.live.world.app.app_context():
        yield Doors(house.live.world)


def reflects(answer: TestResponse) -> bool:
    """Tell whether a page says something of an attack back."""
    said = html.unescape(answer.text)
    return answer.mimetype == "text/html" and (SAID in said or ELSEWHERE in said)


def test_the_trap_catches_what_is_not_made_safe(browser: Browser, house: Hostile):
    with trap(browser, house.live) as page:
        caught = [vector for vector in SHORT if page.show("/", f"<!doctype html><main>{vector}</main>")]
        assert len(caught) >= 12


def test_s27_nothing_that_was_stored_runs_for_a_guest(browser: Browser, house: Hostile):
    with trap(browser, house.live) as page:
        assert [what for path in (*LISTS, *house.pages) for what in page.visit(path)] == []


def test_s28_no_page_of_ours_breaks_our_own_content_policy(browser: Browser, house: Hostile, doors: Doors):
    mine = (
        "/start",
        "/drafts",
        "/staff/brand",
        "/staff/categories",
        "/settings/profile",
        "/settings/sessions",
        "/join",
    )
    paths = ("/", "/c/place-1", "/tags", "/u/fan0", "/media/new", "/nothing", *mine, *house.pages[-7:])
    with trap(browser, house.live, doors.admin, policy=True) as page:
        assert [what for path in paths for what in page.visit(path)] == []


def test_s27_nothing_that_was_stored_runs_for_an_administrator(browser: Browser, house: Hostile, doors: Doors):
    paths = (
        *LISTS,
        *house.pages[-8:],
        "/u/fan0",
        "/drafts",
        "/start",
        "/staff/brand",
        "/staff/categories",
        "/sessions",
    )
    with trap(browser, house.live, doors.admin) as page:
        assert [what for path in paths for what in page.visit(path)] == []


def test_s27_nothing_in_an_address_runs(browser: Browser, house: Hostile, doors: Doors):
    paths = [
        path
        for rule in doors.rules(changing=False)
        for vector in IN_ADDRESSES
        for path in (
            *(doors.address(rule, **{part: vector}) for part in rule.arguments),
            *(f"{doors.address(rule)}?{urlencode({name: vector})}" for name in doors.names(rule)),
        )
    ]
    paths += [f"/nothing/{quote(vector)}" for vector in IN_ADDRESSES]
    for who in (None, doors.admin):
        visitor = doors.as_(who)
        shown = [path for path in paths if reflects(visitor.get(path))]
        with trap(browser, house.live, who) as page:
            assert [what for path in shown for what in page.visit(path)] == []


def test_s27_nothing_that_is_said_back_from_a_form_runs(browser: Browser, house: Hostile, doors: Doors):
    answers = []
    for rule in doors.rules(changing=True):
        for name in doors.names(rule):
            doors.world.sign_in(doors.client, doors.admin)
            answers.append((rule, doors.send(rule, doors.fit(**{name: TYPED}))))
        answers.append((rule, doors.send(rule, doors.fit(csrf_token="x", source=TYPED, title=TYPED))))
    shown = [(doors.address(rule), answer.text) for rule, answer in answers if reflects(answer)]
    assert len(shown) > 40
    with trap(browser, house.live, doors.admin) as page:
        assert [what for path, text in shown for what in page.show(path, text)] == []


def test_s27_nothing_runs_in_the_composer(browser: Browser, house: Hostile, doors: Doors):
    talk = house.live.world.thread(SHORT[1], by=doors.admin, category=house.live.world.category("place-1"))
    with trap(browser, house.live, doors.admin) as trapped:
        found = trapped.visit(talk.url)
        page = trapped.page
        area = page.locator("textarea[name=source]")
        area.fill("\n\n".join(SHORT))
        page.get_by_role("tab").nth(1).click()
        page.locator(".composer-preview p").first.wait_for()
        found += trapped.look("the preview")
        page.get_by_role("tab").nth(0).click()
        area.press_sequentially(" @fan1")
        page.get_by_role("option").first.wait_for()
        found += trapped.look("the names")
    assert found == []
