"""Moderators tend threads, staff choose colours, and members end sessions and choose how it all looks."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]


def test_a_moderator_pins_closes_moves_and_deletes(visit, house):
    talk = house.world.thread("A quarrel over gaskets")
    house.world.reply(talk, source="You are all wrong.")
    house.world.category("workshop")
    page = visit(house.world.moderator())
    page.goto(talk.url)
    tend = page.get_by_role("region", name="For moderators")
    tend.get_by_role("button", name="Pin").click()
    expect(tend.get_by_role("button", name="Unpin")).to_be_visible()

    tend.get_by_role("link", name="Move").click()
    page.get_by_label("Category").select_option(label="Workshop")
    page.get_by_role("button", name="Move it").click()
    expect(page.locator(".eyebrow").first).to_contain_text("Workshop")

    page.locator("#post-2 summary").click()
    page.locator("#post-2").get_by_role("link", name="Delete").click()
    page.get_by_label("Reason").fill("Be kind.")
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("#post-2.tombstone")).to_contain_text("Be kind.")

    tend.get_by_role("link", name="Close").click()
    page.get_by_label("Reason").fill("All is said.")
    page.get_by_role("button", name="Close it").click()
    expect(page.locator(".notice")).to_contain_text("All is said.")

    guest = visit()
    guest.goto(talk.url)
    expect(guest.locator("#post-2")).to_contain_text("Removed by a moderator")
    expect(guest.get_by_text("You are all wrong.")).to_have_count(0)
    expect(guest.get_by_text("Have something to add?")).to_have_count(0)


def test_staff_see_at_once_which_colours_nobody_can_read(visit, house):
    page = visit(house.world.staff())
    page.complaints.expect("status of 422")
    page.goto("/staff/brand")
    before = page.get_by_label("Accent, light").input_value()
    page.get_by_label("Accent, light").fill("#f2c200")
    expect(page.locator("#contrast")).to_contain_text("hard to read")
    expect(page.locator("#contrast tr.is-short").first).to_contain_text("works")
    page.get_by_role("button", name="Save the brand").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Accent, light")).to_have_value("#f2c200")

    page.get_by_label("Accent, light").fill("#1f5f8b")
    expect(page.locator("#contrast")).to_contain_text("Everybody can read these colours")
    page.get_by_role("button", name="Save the brand").click()
    expect(page.locator("body")).to_have_css("--accent", re.compile("#1f5f8b"))
    page.get_by_label("Accent, light").fill(before)
    page.get_by_role("button", name="Save the brand").click()
    expect(page.get_by_label("Accent, light")).to_have_value(before)


def test_a_session_that_is_ended_is_out_of_its_browser(visit, house):
    lena = house.world.member("lena")
    here, there = visit(lena), visit(lena)
    there.goto("/settings/profile")
    here.goto("/settings/sessions")
    here.locator(".session:not(.is-this)").get_by_role("button").first.click()
    expect(here.locator(".session")).to_have_count(1)
    there.goto("/settings/profile")
    expect(there.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_light_dark_and_language_follow_the_choice(visit, house):
    page = visit(house.world.member("kira"), color_scheme="light")
    page.goto("/")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/settings/appearance")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    page.get_by_role("combobox", name="Language").select_option("pl")
    page.locator("form[action='/settings/appearance'] button").click()
    expect(page.locator("html")).to_have_attribute("lang", "pl")


def test_the_menu_opens_closes_and_signs_out(visit, house):
    page = visit(house.world.member("mona"))
    page.goto("/")
    page.get_by_label("Your menu").click()
    expect(page.get_by_role("link", name="Drafts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Drafts")).to_be_hidden()
    expect(page.get_by_label("Your menu")).to_be_focused()
    page.get_by_label("Your menu").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
