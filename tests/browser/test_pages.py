"""Every page, for everybody it is for: nothing for axe to find, one heading, no sideways scrolling, no complaint."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.houses import House
from tests.shots import Shot, shots, signs_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

AXE = Axe()
TARGETS = {"target-size": {"enabled": True}}
EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"], "rules": TARGETS}
COLOURS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": ["color-contrast", "link-in-text-block", "target-size"],
    "rules": TARGETS,
}
WIDTHS = {"desktop": 1366, "phone": 390}
NARROWEST = 320
SHARED = {"start", "thread", "thread-poll"}
LOOKS = [("desktop", "light", EVERYTHING), ("phone", "dark", EVERYTHING)]
CROSSED = [("desktop", "dark", COLOURS), ("phone", "light", COLOURS)]


def faults(page: Page, options: dict[str, Any]) -> list[str]:
    """List what axe finds, each with the first place."""
    found = AXE.run(page, options=options).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]


def unfold(page: Page, width: int) -> None:
    """Make the window as high as the page, so that nothing of it is left undrawn."""
    page.set_viewport_size({"width": width, "height": 900})
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(height, 900), 12_000)})


def examine(page: Page, name: str) -> list[str]:
    """List what is wrong with the page that is open, in the light and in the dark, wide and narrow."""
    wrong: list[str] = []
    looks = LOOKS + CROSSED if name in SHARED else LOOKS  # colours do not depend on the width
    for width, scheme, options in looks:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        unfold(page, WIDTHS[width])
        wrong += [f"{name} {width} {scheme}: {fault}" for fault in faults(page, options)]
    if (count := page.locator("h1").count()) != 1:
        wrong.append(f"{name}: {count} first headings")
    if len(page.title()) < 3:
        wrong.append(f"{name}: no title")
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > NARROWEST:
        wrong.append(f"{name}: {wide} px wide on a screen of {NARROWEST}")
    return wrong


def shown(demo: House, role: str) -> list[Shot]:
    """List the pages that are shot in a role, and those that everybody sees in a way of their own."""
    with demo.app.app_context():
        return [shot for shot in shots() if shot[1] == role or shot[0] in SHARED]


@pytest.mark.parametrize("role", ["guest", "member", "moderator", "staff", "admin"])
def test_axe_finds_nothing_on_any_page(look, demo, role):
    page = look(None if role == "guest" else demo.person(signs_in()[role]))
    page.complaints.expect("status of 404", "status of 403", "status of 410")
    wrong: list[str] = []
    for name, _role, address in shown(demo, role):
        page.goto(address)
        wrong += examine(page, name)
    assert not wrong, "\n".join(wrong)
