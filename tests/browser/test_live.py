"""What one person does appears on the other's open page by itself, and takes nothing from under their hands."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from forum.core.access import HOUSE
from forum.polls import actions as polls
from forum.polls.models import Choice, Poll
from forum.threads import steering
from tests.browser.watching import opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]

TOP = "element => element.getBoundingClientRect().top"
LOOK = "document.querySelector('#post-2').outerHTML.replace(/<time.*?<\\/time>/g, '').replace(/ class=\"post.*?\"/, '')"


@pytest.fixture
def act(house):
    """Let somebody do something in the house: `act(steering.like, ben, post_id)`."""

    def do(action, who, *given):
        with house.app.app_context():
            return action(who.actor if who else HOUSE, *given)

    return do


def test_a_reply_appears_on_every_open_page(visit, house):
    talk = house.world.thread("Which mug for the trail?")
    pages = [opened(visit(who), talk.url) for who in (house.world.member("ben"), None)]
    house.world.reply(talk, by=house.world.member("cleo"), source="The steel one.")
    for page in pages:
        expect(page.locator("#post-2")).to_contain_text("The steel one.")
        expect(page.locator("#thread-top")).to_contain_text("1 reply")
        expect(page.get_by_role("status")).to_have_text("New reply by cleo")
        assert page.evaluate("window.stays") is True


def test_it_looks_as_it_does_after_a_reload(visit, house):
    talk = house.world.thread("The same drawing")
    page = opened(visit(house.world.member("ben")), talk.url)
    house.world.reply(talk, by=house.world.member("cleo"), source="Some `code`, and a [link](https://example.org).")
    expect(page.locator("#post-2")).to_be_visible()
    live = page.evaluate(LOOK)
    page.reload()
    assert page.evaluate(LOOK) == live


def test_edits_likes_and_deletions_show_in_place(visit, house, act):
    ana, ben, cleo = (house.world.member(name) for name in ("ana", "ben", "cleo"))
    talk = house.world.thread("Edited and liked", by=ana)
    said = house.world.reply(talk, by=cleo, source="It weighs nine grams.")
    page = opened(visit(ben), talk.url)
    house.world.edit(said.id, by=cleo, source="It weighs eight grams.")
    expect(page.locator("#post-2 .words")).to_have_text("It weighs eight grams.")
    expect(page.locator("#post-2 .edited")).to_be_visible()
    act(steering.like, ana, said.id)
    expect(page.locator("#post-2 [data-count]")).to_have_text("1")
    house.world.delete_post(said.id, by=cleo)
    expect(page.locator("#post-2")).to_contain_text("Deleted by its author")


def test_a_heart_of_mine_stays_pressed_and_comes_to_my_other_pages(visit, house, act):
    ana, ben = house.world.member("ana"), house.world.member("ben")
    talk = house.world.thread("Two hearts", by=ana)
    page = opened(visit(ben), talk.url)
    other = opened(visit(ben), talk.url)
    with page.expect_response("**/reactions"):
        page.locator("#post-1 [data-like]").click()
    heart = other.locator("#post-1 [data-like]")
    expect(heart).to_have_attribute("aria-pressed", "true")
    act(steering.like, house.world.member("cleo"), talk.post_id)
    expect(heart.locator("[data-count]")).to_have_text("2")
    expect(page.locator("#post-1 [data-like] [data-count]")).to_have_text("2")
    expect(heart).to_have_attribute("aria-pressed", "true")
    withdrawal = f"/posts/{talk.post_id}/reactions?_method=DELETE"
    expect(page.locator("#post-1 [data-like]")).to_have_attribute("formaction", withdrawal)


def test_an_author_sees_no_heart_to_press_on_what_they_wrote(visit, house):
    ana = house.world.member("ana")
    talk = house.world.thread("My own words", by=ana)
    page = opened(visit(ana), talk.url)
    house.world.reply(talk, by=ana, source="And one more thing, from my other device.")
    expect(page.locator("#post-2 .more")).to_be_visible()
    expect(page.locator("#post-2 [data-like]")).to_have_count(0)


def test_an_accepted_answer_is_marked_everywhere(visit, house):
    ana = house.world.member("ana")
    talk = house.world.thread("Which jet is it?", by=ana, kind="question")
    first = house.world.reply(talk, source="The small one.")
    second = house.world.reply(talk, source="The big one.")
    page = opened(visit(), talk.url)
    house.world.accept(first.id, by=ana)
    expect(page.locator("#post-2")).to_have_class("post is-answer")
    expect(page.get_by_role("link", name="Answered")).to_be_visible()
    house.world.accept(second.id, by=ana)
    expect(page.locator("#post-3")).to_have_class("post is-answer")
    expect(page.locator("#post-2")).to_have_class("post")


def test_votes_move_the_bars_of_a_poll(visit, house, act):
    talk = house.world.thread("The next cup", by=house.world.staff(), poll=("Which colour?", ["Moss", "Fog"]))
    guest = opened(visit(), f"{talk.url}?results")
    page = opened(visit(house.world.member("ben")), talk.url)
    page.get_by_label("Fog").check()
    poll = house.number(select(Poll.id).where(Poll.thread_id == talk.id))
    moss = house.number(select(Choice.id).where(Choice.poll_id == poll, Choice.text == "Moss"))
    act(polls.vote, house.world.member("cleo"), poll, [moss])
    expect(guest.locator(".poll-voters")).to_have_text("1 person voted")
    expect(guest.locator(".poll-choice", has_text="Moss").locator(".poll-share")).to_contain_text("100 %")
    expect(page.locator(".poll-voters")).to_have_text("1 person voted")
    expect(page.get_by_label("Fog")).to_be_checked()


def test_a_poll_that_came_by_itself_takes_votes_without_leaving_the_page(visit, house, act):
    talk = house.world.thread("A sudden poll", by=house.world.staff())
    page = opened(visit(house.world.member("ben")), talk.url)
    act(polls.open_poll, house.world.staff(), talk.id, "Which colour?", ["Moss", "Fog"])
    page.get_by_label("Moss").check()
    page.get_by_role("button", name="Vote").click()
    expect(page.locator(".poll-choice.is-mine")).to_contain_text("Moss")
    assert page.evaluate("window.stays") is True


def test_what_somebody_types_stays_under_their_hands(visit, house, act):
    talk = house.world.thread("Do not move", by=house.world.member("ana"))
    for number in range(3):
        house.world.reply(talk, by=house.world.member("ana"), source=f"Line {number}.\n\n" * 8)
    page = opened(visit(house.world.member("ben")), talk.url)
    source = page.get_by_label("Your reply")
    source.scroll_into_view_if_needed()
    source.press_sequentially("I am in the middle of ")
    page.locator(".composer.is-ready").wait_for()
    before = source.evaluate(TOP)
    house.world.reply(talk, by=house.world.member("cleo"), source="A long one.\n\n" * 12)
    expect(page.locator("#post-5")).to_be_attached()
    assert abs(source.evaluate(TOP) - before) < 2
    page.keyboard.type("a sentence.")
    expect(source).to_have_value("I am in the middle of a sentence.")
    act(steering.close, None, talk.id)
    expect(page.locator("#thread-closed")).to_contain_text("Closed by")
    expect(source).to_have_value("I am in the middle of a sentence.")
    expect(source).to_be_focused()


def test_the_keyboard_stays_where_it_is_when_its_post_changes(visit, house, act):
    talk = house.world.thread("Focus", by=house.world.member("ana"))
    page = opened(visit(house.world.member("ben")), talk.url)
    quote = page.locator("#post-1").get_by_role("link", name="Quote")
    quote.focus()
    act(steering.like, house.world.member("cleo"), talk.post_id)
    expect(page.locator("#post-1 [data-count]")).to_have_text("1")
    expect(quote).to_be_focused()


def test_who_reads_below_or_elsewhere_is_told_that_there_is_more(visit, house):
    talk = house.world.thread("A long road", by=house.world.member("ana"))
    for number in range(26):
        house.world.reply(talk, by=house.world.member("ana"), source=f"Mile {number}.\n\nAnd on.")
    page = opened(visit(house.world.member("ben")), talk.url)
    expect(page.locator("[data-live-more]")).to_be_hidden()
    house.world.reply(talk, by=house.world.member("cleo"), source="Nearly there.")
    more = page.locator("[data-live-more]")
    expect(more).to_have_text("New replies: 1")
    expect(page.locator(".jump [aria-current]")).to_have_text("1 of 28")
    more.click()
    expect(page.locator("#post-28")).to_contain_text("Nearly there.")
    expect(page.locator("[data-live-more]")).to_be_hidden()


def test_members_see_who_types_and_who_reads(visit, house):
    talk = house.world.thread("Company", by=house.world.member("ana"))
    people = (house.world.member("ana"), house.world.member("ben"), None)
    ana, ben, guest = (opened(visit(who), talk.url) for who in people)
    expect(ana.locator("[data-live-here]")).to_contain_text("ben")
    expect(guest.locator("[data-live-here]")).to_have_text("Reading now3 people read this")
    ben.get_by_label("Your reply").press_sequentially("Well")
    expect(ana.locator("[data-live-typing]")).to_have_text("Typing now: ben")
    expect(guest.locator("[data-live-typing]")).to_have_count(0)
    ben.close()
    expect(ana.locator("[data-live-here]")).not_to_contain_text("ben")


def test_a_list_says_what_is_new_and_leaves_its_rows_where_they_are(visit, house):
    ana, ben = house.world.member("ana"), house.world.member("ben")
    old = house.world.thread("An older thread", by=ana)
    house.world.thread("A newer thread", by=ana)
    page = opened(visit(ben), "/latest")
    guest = opened(visit(), "/c/stoves")
    row = page.locator(f"#row-{old.id}")
    order = page.locator(".thread-title").all_inner_texts()
    house.world.reply(old, by=house.world.member("cleo"), source="Still true.")
    expect(row.locator(".thread-count")).to_contain_text("1 reply")
    expect(row).to_have_class("thread is-unread")
    expect(guest.locator(f"#row-{old.id} .thread-count")).to_contain_text("1 reply")
    expect(guest.locator(f"#row-{old.id}")).to_have_class("thread")
    assert [text.removeprefix("Unread: ") for text in page.locator(".thread-title").all_inner_texts()] == [
        text.removeprefix("Unread: ") for text in order
    ]
    house.world.thread("Brand new", by=ana)
    news = page.get_by_role("button", name="Threads with news: 2")
    news.click()
    expect(page.locator(".thread-title").first).to_contain_text("Brand new")
    expect(page.locator(".thread-title").nth(1)).to_contain_text("An older thread")
    expect(page.locator(".thread-title a").first).to_be_focused()
    expect(news).to_be_hidden()
    assert page.evaluate("window.stays") is True
