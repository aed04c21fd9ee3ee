"""People talk: they quote, mention, edit, like, accept and vote, and each click does one thing."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]

SELECT = """(element) => {
  const range = document.createRange();
  range.setStart(element.firstChild, 0);
  range.setEnd(element.firstChild, 14);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def test_a_reply_quotes_the_selected_words_and_mentions_by_the_list(visit, house):
    ana, ben = house.world.member("ana"), house.world.member("ben")
    talk = house.world.thread("The flame is yellow", by=ana, source="It coughs loud, and then it dies.")
    page = visit(ben)
    page.goto(talk.url)
    page.locator("#post-1 .words p").evaluate(SELECT)
    page.locator(".quote-pop").click()
    source = page.get_by_label("Your reply")
    expect(source).to_have_value(f"> [ana wrote:]({talk.url}/1#post-1)\n>\n> It coughs loud\n\n")

    source.press_sequentially("Ask @an")
    expect(page.get_by_role("option")).to_have_text(["ana"])  # and no longer all whose names begin with an a
    source.press("Enter")
    source.press_sequentially("about it.")
    page.get_by_role("button", name="Reply", exact=True).click()
    reply = page.locator("#post-2")
    expect(reply.locator("blockquote")).to_contain_text("It coughs loud")
    expect(reply.locator("a.mention")).to_have_text("@ana")


def test_an_edit_leaves_a_history_that_everybody_can_read(visit, house):
    ana = house.world.member("ana")
    talk = house.world.thread("Two clicks finer", by=ana, source="Grind it a bit finer.")
    page = visit(ana)
    page.goto(talk.url)
    page.locator("#post-1 summary").click()
    page.locator("#post-1").get_by_role("link", name="Edit").click()
    page.get_by_label("The post").fill("Grind it two clicks finer.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#post-1 .words")).to_have_text("Grind it two clicks finer.")

    guest = visit()
    guest.goto(talk.url)
    guest.get_by_role("link", name="edited").click()
    assert "two" in guest.locator("ins").all_inner_texts()[0]
    assert "a" in guest.locator("del").all_inner_texts()[0]


def test_a_like_shows_at_once_and_goes_back_when_the_server_refuses(visit, house):
    ana, ben = house.world.member("ana"), house.world.member("ben")
    talk = house.world.thread("A good one", by=ana)
    page = visit(ben)
    page.complaints.expect("status of 503")
    page.goto(talk.url)
    heart = page.locator("#post-1 [data-like]")
    page.route("**/reactions", lambda route: route.fulfill(status=503))
    heart.click()
    expect(page.locator(".toast")).to_contain_text("Your like did not arrive.")
    expect(heart).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("status")).to_have_text("Your like did not arrive.")

    page.unroute("**/reactions")
    with page.expect_response("**/reactions"):
        page.locator(".toast").get_by_role("button", name="Try again").click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(heart).to_have_attribute("aria-pressed", "true")
    assert house.world.likes(talk.post_id) == 1


def test_the_asker_accepts_an_answer(visit, house):
    ana = house.world.member("ana")
    talk = house.world.thread("Which jet?", by=ana, kind="question")
    house.world.reply(talk, source="The small one.")
    page = visit(ana)
    page.goto(talk.url)
    page.locator("#post-2").get_by_role("button", name="This answers it").click()
    expect(page.locator(".toast")).to_contain_text("Marked as the answer.")
    expect(page.locator("#post-2")).to_contain_text("Answer")
    expect(page.get_by_role("link", name="Answered")).to_be_visible()


def test_a_vote_swaps_the_poll_and_leaves_the_page(visit, house):
    talk = house.world.thread("The next mug", by=house.world.staff(), poll=("Which colour?", ["Moss", "Fog"]))
    page = visit(house.world.member("ben"))
    page.goto(talk.url)
    page.evaluate("window.stays = true")
    page.get_by_label("Moss").check()
    page.get_by_role("button", name="Vote").click()
    expect(page.locator(".poll-choice.is-mine")).to_contain_text("Moss")
    expect(page.locator(".poll")).to_contain_text("1 person voted")
    assert page.evaluate("window.stays") is True


def test_ctrl_enter_twice_makes_one_post(visit, house):
    talk = house.world.thread("Quick fingers")
    page = visit(house.world.member("ben"))
    page.goto(talk.url)
    source = page.get_by_label("Your reply")
    source.fill("Sent by a nervous thumb.")
    page.locator(".composer.is-ready").wait_for()
    source.evaluate(
        """(area) => {
          for (let count = 0; count < 2; count++)
            area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
        }"""
    )
    expect(page.locator("#post-2")).to_contain_text("Sent by a nervous thumb.")
    expect(page.get_by_label("Your reply")).to_have_value("")
    assert house.world.posts(talk) == 2


def test_scrolling_through_a_thread_clears_its_unread_dot(visit, house):
    talk = house.world.thread("A long evening", by=house.world.member("ana"))
    for number in range(6):
        house.world.reply(talk, by=house.world.member("ana"), source=f"And then number {number}.\n\n" * 6)
    page = visit(house.world.member("reader"))
    page.goto("/latest")
    row = page.locator(".thread", has_text="A long evening")
    expect(row).to_have_class("thread is-unread")
    row.get_by_role("link", name="A long evening").click()
    page.get_by_role("heading", level=1, name="A long evening").wait_for()
    with page.expect_request("**/reading") as told:
        page.locator("#post-7").scroll_into_view_if_needed()
    assert told.value.post_data == "number=7"
    page.goto("/latest")
    expect(row).to_have_class("thread")
