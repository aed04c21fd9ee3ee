"""The lists: what is alive, what waits, what was loved, and pages that cost the same at any depth."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient

from forum.threads import queries
from tests.watching import Statements
from tests.world import World

pytestmark = pytest.mark.data

Count = Callable[[], AbstractContextManager[Statements]]


def test_an_empty_house_says_what_to_do(client: FlaskClient, world: World) -> None:
    world.admin()
    for address, words in (
        ("/", "Nobody has written here yet"),
        ("/unanswered", "Everybody has been answered"),
        ("/top", "A quiet week"),
        ("/tags", "No tags yet"),
        ("/tags/nothing", "No thread has this tag"),
    ):
        assert words in client.get(address).text


def test_the_latest_post_brings_its_thread_to_the_top(client: FlaskClient, world: World) -> None:
    old = world.thread("The older thread")
    with world.days_later(1):
        world.thread("The newer thread")
    page = client.get("/latest").text
    assert page.index("The newer thread") < page.index("The older thread")
    with world.days_later(2):
        world.reply(old)
    page = client.get("/latest").text
    assert page.index("The older thread") < page.index("The newer thread")


def test_a_thread_waits_until_somebody_replies(client: FlaskClient, world: World) -> None:
    talk = world.thread("Does anybody know?", kind="question")
    assert "Does anybody know?" in client.get("/unanswered").text
    world.reply(talk)
    assert "Does anybody know?" not in client.get("/unanswered").text


def test_the_brand_s_reply_is_told_in_the_list(client: FlaskClient, world: World) -> None:
    talk = world.thread("Does anybody know?", kind="question")
    assert "no answer yet" in client.get("/latest").text
    world.reply(talk, by=world.staff("host"))
    page = client.get("/latest").text
    assert "Fern &amp; Flint replied" in page
    assert "no answer yet" not in page


def test_the_best_of_the_week_is_what_people_wrote_and_liked_in_it(client: FlaskClient, world: World) -> None:
    quiet, lively = world.thread("A quiet thread"), world.thread("A lively thread")
    with world.days_later(20):
        assert "A quiet week" in client.get("/top").text
        world.reply(lively)
        client.application.extensions["cache"].clear()
        page = client.get("/top").text
    assert "A lively thread" in page
    assert "A quiet thread" not in page
    assert quiet.id != lively.id


def test_pages_of_a_list_hold_every_thread_once(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = world.member("ana")
    titles = [f"Thread number {number}" for number in range(queries.PAGE + 5)]
    for title in titles:
        world.thread(title, by=ana)
    for address in ("/latest", "/unanswered", "/c/stoves", "/u/ana?show=threads", "/u/ana", "/top/all"):
        seen: list[str] = []
        page = client.get(address).text
        while True:
            seen += [title for title in titles if f">{title}<" in page]
            if 'rel="next" href="' not in page:
                break
            older = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
            page = client.get(older).text
        assert sorted(seen) == sorted(titles), address


@pytest.mark.parametrize("before", ["x", "9" * 40, "-1", "1-", "1-1'--", "٣-٤", "0-0", "%00", "1-1-1"])
def test_s34_nonsense_for_a_place_in_a_list_is_the_beginning_or_the_end(
    client: FlaskClient, world: World, before: str
) -> None:
    world.thread("The only thread")
    for address in ("/", "/latest", "/unanswered", "/top/all", "/c/stoves", "/tags/soot", "/u/ana"):
        assert client.get(address, query_string={"before": before}).status_code == 200


@pytest.mark.parametrize(
    ("address", "most"),
    [("/", 7), ("/latest", 2), ("/unanswered", 2), ("/top", 3), ("/top/all", 2), ("/c/stoves", 4), ("/tags/soot", 2),
     ("/u/ana", 10), ("/categories", 3), ("/tags", 2), ("/latest.atom", 2), ("/sitemaps/0.xml", 3)],
)  # fmt: skip
def test_a_list_asks_the_database_a_fixed_number_of_times(
    client: FlaskClient, world: World, statements: Count, address: str, most: int
) -> None:
    ana = world.member("ana")
    for number in range(3):
        world.reply(world.thread(f"Thread number {number}", by=ana, tags=["soot"]))
    client.get(address)
    with statements() as few:
        client.get(address)
    for number in range(12):
        world.thread(f"More of number {number}", by=ana, tags=["soot"])
    client.get(address)
    with statements() as many:
        client.get(address)
    assert len(few) == len(many), many
    assert len(many) <= most, many
