"""The first evening of somebody new: reads as a guest, joins by mail, and starts a thread with a picture."""

import re

import pytest
from playwright.sync_api import expect

from tests.media.pictures import encoded, quarters
from tests.services.smtp import Smtp

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]

PICTURE = {"name": "wick.png", "mimeType": "image/png", "buffer": encoded(quarters((640, 420)))}


def link_in(smtp: Smtp, address: str) -> str:
    """Give the path of the link in the newest letter to an address."""
    words = smtp.to(address).get_content()
    found = re.search(r"https?://[^/\s]+(/\S+)", words)
    assert found
    return found[1]


def join(page, smtp, name: str, password: str = "seven mugs on a shelf") -> None:
    """Join as people do: the form, the letter, the link."""
    page.goto("/join")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Mail address").fill(f"{name}@example.net")
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    page.goto(link_in(smtp, f"{name}@example.net"))
    page.get_by_role("main").get_by_role("button").click()


def test_a_newcomer_reads_joins_by_mail_and_starts_a_thread_with_a_picture(visit, house, smtp_server):
    house.world.thread("Which oil for the lantern?", category=house.world.category("lanterns"))
    page = visit()
    page.goto("/")
    page.get_by_role("link", name="Which oil for the lantern?").first.click()
    expect(page.get_by_text("Have something to add?")).to_be_visible()

    join(page, smtp_server, "nadia")
    expect(page.locator(".top summary[title=nadia]")).to_be_visible()

    page.goto("/start")
    page.get_by_label("Title").fill("My wick has two colours")
    page.get_by_label("Category").select_option(label="Lanterns")
    page.get_by_label("Your post").fill("Look at it.")
    page.get_by_label("Your post").press("End")
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Add a picture").click()
    chosen.value.set_files(PICTURE)
    alt = page.get_by_label("What does the picture show?")
    expect(page.get_by_role("button", name="Take wick.png out")).to_be_visible()

    page.get_by_role("button", name="Publish").click()
    expect(alt).to_have_attribute("aria-invalid", "true")
    alt.fill("A wick, half red")
    alt.press("Tab")
    page.get_by_role("tab", name="Preview").click()
    expect(page.locator(".composer-preview img")).to_have_attribute("alt", "A wick, half red")
    page.get_by_role("button", name="Publish").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("My wick has two colours")
    expect(page.locator(".words img")).to_have_attribute("alt", "A wick, half red")
    page.goto("/latest")
    expect(page.get_by_role("link", name="My wick has two colours")).to_be_visible()


def test_a_picture_may_be_only_decoration(visit, house):
    page = visit(house.world.member("dora"))
    page.goto(house.world.thread("A plain wall").url)
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Add a picture").click()
    chosen.value.set_files(PICTURE)
    page.get_by_label("Only decoration").check()
    expect(page.get_by_role("button", name="Take wick.png out")).to_be_visible()
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("#post-2 .words img")).to_have_attribute("alt", "")


def test_a_form_that_is_refused_keeps_what_was_typed_and_leads_to_the_field(visit):
    page = visit()
    page.complaints.expect("status of 422")
    page.goto("/join")
    page.get_by_label("Name").fill("two words")
    page.get_by_label("Mail address").fill("nobody at all")
    page.get_by_label("Password").fill("short")
    page.get_by_role("main").get_by_role("button", name="Join").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page.get_by_label("Name")).to_have_value("two words")
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Name")).to_be_focused()
