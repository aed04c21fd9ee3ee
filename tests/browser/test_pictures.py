"""Pictures come into a post by every way that hands have, and a failed one can be tried again."""

import base64
import re

import pytest
from playwright.sync_api import expect

from tests.media.pictures import encoded, quarters

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]

BYTES = encoded(quarters())
HAND = """([kind, data]) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], `${kind}.png`, { type: "image/png" }));
  const area = document.querySelector("[data-composer] textarea");
  const options = { bubbles: true, cancelable: true };
  if (kind === "drop") area.dispatchEvent(new DragEvent("drop", { ...options, dataTransfer: files }));
  else area.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: files }));
}"""


@pytest.fixture
def page(visit, house):
    """A member at a composer that is ready."""
    page = visit(house.world.member("ana"))
    page.goto(house.world.thread("Pictures, please").url)
    page.get_by_label("Your reply").focus()
    page.locator(".composer.is-ready").wait_for()
    return page


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_picture_is_dropped_or_pasted(page, kind):
    page.evaluate(HAND, [kind, base64.b64encode(BYTES).decode()])
    expect(page.get_by_role("button", name=f"Take {kind}.png out")).to_be_visible()
    alt = page.get_by_label("What does the picture show?")
    expect(alt).to_be_focused()
    alt.fill("Four quarters")
    alt.press("Enter")
    source = page.get_by_label("Your reply")
    expect(source).to_have_value(re.compile(r"^!\[Four quarters\]\(picture:"))
    page.get_by_role("button", name=f"Take {kind}.png out").click()
    expect(source).not_to_have_value(re.compile("picture:"))


def test_an_upload_can_be_cancelled(page):
    page.route("**/media/pictures", lambda route: None)
    page.locator('input[type="file"]').set_input_files({"name": "slow.png", "mimeType": "image/png", "buffer": BYTES})
    tray = page.locator(".tray-item")
    tray.get_by_role("button", name="Cancel").click()
    expect(tray).to_have_count(0)
    expect(page.get_by_label("Your reply")).to_have_value("")


def test_a_failed_upload_is_explained_and_tried_again(page):
    page.complaints.expect("status of 503")
    page.route("**/media/pictures", lambda route: route.fulfill(status=503))
    page.locator('input[type="file"]').set_input_files({"name": "lost.png", "mimeType": "image/png", "buffer": BYTES})
    expect(page.locator(".tray-item.is-failed")).to_contain_text("lost.png did not arrive.")
    page.unroute("**/media/pictures")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name="Take lost.png out")).to_be_visible()


def test_what_is_no_picture_is_refused_with_the_kinds_that_work(page):
    page.complaints.expect("status of 415", "status of 422", "status of 400")
    page.locator('input[type="file"]').set_input_files(
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"words"}
    )
    expect(page.locator(".tray-item.is-failed")).to_contain_text("notes.txt is not a picture.")
    page.locator('input[type="file"]').set_input_files(
        {"name": "liar.png", "mimeType": "image/png", "buffer": b"<svg onload=alert(1)>"}
    )
    expect(page.locator(".tray-item.is-failed")).to_have_count(2)
