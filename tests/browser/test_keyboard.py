"""Everything by the keyboard: to the text, along the lists, into a thread, and back out with a reply."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]


def test_a_thread_is_found_read_and_answered_without_a_mouse(visit, house):
    place = house.world.category("keys")
    talk = house.world.thread("Answer me by hand", category=place, source="Only with keys.")
    page = visit(house.world.member("keyed"))
    page.goto(place.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Answer me by hand")).to_be_focused()
    page.keyboard.press("o")
    page.wait_for_url(f"**{talk.url}*")

    page.keyboard.press("j")
    expect(page.locator("#post-1")).to_be_focused()
    page.keyboard.press("r")
    expect(page.get_by_label("Your reply")).to_be_focused()
    page.keyboard.type("With keys, then.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#post-2")).to_contain_text("With keys, then.")


def test_likes_and_quotes_have_keys_in_the_post_one_stands_on(visit, house):
    talk = house.world.thread("Press l", source="Like me.")
    page = visit(house.world.member("keyed"))
    page.goto(talk.url)
    page.keyboard.press("j")
    with page.expect_response("**/reactions"):
        page.keyboard.press("l")
    expect(page.locator("#post-1 [data-like]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("q")
    expect(page.get_by_label("Your reply")).to_have_value(f"> [ana wrote:]({talk.url}/1#post-1)\n>\n> Like me.\n\n")


def test_the_sheet_lists_the_keys_and_can_switch_them_off(visit, house):
    page = visit(house.world.member("keyed"))
    page.goto("/latest")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_contain_text("Start a thread")
    expect(sheet).to_contain_text("Next and previous")
    sheet.get_by_label("Switch single keys off").press("Space")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.keyboard.press("?")
    page.keyboard.press("j")
    expect(sheet).to_be_hidden()
    assert page.evaluate("document.activeElement.closest('.thread')") is None


def test_letters_in_a_field_are_letters(visit, house):
    page = visit(house.world.member("keyed"))
    page.goto("/start")
    page.get_by_label("Title").press_sequentially("cjk?gh")
    expect(page.get_by_label("Title")).to_have_value("cjk?gh")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url.endswith("/start")


def test_focus_is_always_seen(visit, house):
    page = visit(house.world.member("keyed"))
    page.goto(house.world.thread("Where am I?").url)
    unseen = []
    for _step in range(40):
        page.keyboard.press("Tab")
        unseen += page.evaluate(
            """() => {
              const on = document.activeElement;
              const seen = (element) => {
                const style = getComputedStyle(element);
                return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
              };
              const around = on.closest(".composer, .search");
              const shown = on === document.body || seen(on) || (around && on.matches("textarea, input"));
              return shown ? [] : [on.outerHTML];
            }"""
        )
    assert unseen == []
