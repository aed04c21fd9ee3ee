"""What is hidden is hidden by every door (S15, S16)."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.categories.actions import change_category
from forum.core.access import HOUSE
from tests.world import Someone, World

pytestmark = pytest.mark.data

CANARY = "zanzibar"
"""A word of the hidden category's address."""
SECRET = "quokka"
"""A word nobody but its readers can know."""
PLACES = (
    "/", "/latest", "/unanswered", "/top", "/top/all", "/tags", f"/tags/{CANARY}-tag", "/categories", f"/c/{CANARY}",
    "/latest.atom", f"/c/{CANARY}.atom", f"/tags/{CANARY}-tag.atom", "/sitemap.xml", "/sitemaps/0.xml", "/robots.txt",
    "/u/keeper", "/u/keeper?show=threads", "/start", "/drafts", "/readyz",
)  # fmt: skip


@pytest.fixture
def secret(world: World) -> dict[str, int]:
    """A thread that only staff see, with the canary in everything that has words."""
    keeper = world.staff("keeper")
    room = world.category(CANARY, name=CANARY.title(), see="staff", reply="staff", start="staff")
    talk = world.thread(
        f"The {SECRET} plan", by=keeper, category=room, source=f"{SECRET} words", tags=[f"{CANARY}-tag"]
    )
    said = world.reply(talk, by=keeper, source=f"more {SECRET}")
    world.edit(said.id, by=keeper, source=f"even more {SECRET}")
    return {"thread": talk.id, "post": said.id, "first": talk.post_id}


def readers(world: World, app: Flask) -> list[tuple[str, FlaskClient]]:
    def signed_in(someone: Someone) -> FlaskClient:
        client = app.test_client()
        world.sign_in(client, someone)
        return client

    sleeper = world.member("sleeper")
    people = [
        ("guest", app.test_client()),
        ("member", signed_in(world.member("outsider"))),
        ("moderator of another category", signed_in(world.moderator("mod", scope=[world.category("lamps").id]))),
        ("moderator", signed_in(world.moderator("mod2"))),
        ("suspended", signed_in(sleeper)),
    ]
    world.suspend(sleeper)
    return people


def test_s15_no_word_of_a_hidden_thread_is_anywhere(app: Flask, world: World, secret: dict[str, int]) -> None:
    doors = [
        *PLACES,
        f"/t/x/{secret['thread']}", f"/t/x/{secret['thread']}/2", f"/threads/{secret['thread']}",
        f"/threads/{secret['thread']}.atom", f"/threads/{secret['thread']}/reply?to=1",
        f"/threads/{secret['thread']}/poll",
        f"/threads/{secret['thread']}/closure", f"/threads/{secret['thread']}/category",
        f"/posts/{secret['post']}/history", f"/posts/{secret['post']}/edit", f"/posts/{secret['post']}/deletion",
    ]  # fmt: skip
    for who, client in readers(world, app):
        for door in doors:
            answer = client.get(door)
            seen = (answer.text + str(answer.headers)).lower()
            assert SECRET not in seen, (who, door)
            assert CANARY in door or CANARY not in seen, (who, door)


def test_s16_hidden_and_missing_cannot_be_told_apart(app: Flask, world: World, secret: dict[str, int]) -> None:
    pairs = [
        (f"/t/x/{secret['thread']}", "/t/x/987654"),
        (f"/threads/{secret['thread']}.atom", "/threads/987654.atom"),
        (f"/posts/{secret['post']}/history", "/posts/987654/history"),
        (f"/posts/{secret['post']}/edit", "/posts/987654/edit"),
        (f"/c/{CANARY}", "/c/nowhere-at-all"),
    ]
    for who, client in readers(world, app):
        for hidden, missing in pairs:
            one, other = client.get(hidden), client.get(missing)
            assert one.status_code == other.status_code, (who, hidden)
            assert abs(len(one.data) - len(other.data)) < 120, (who, hidden)


def test_s18_a_moderator_who_cannot_see_a_thread_cannot_act_on_it(
    client: FlaskClient, world: World, secret: dict[str, int]
) -> None:
    world.sign_in(client, world.moderator("mod"))
    for address in (
        f"/threads/{secret['thread']}/closure", f"/threads/{secret['thread']}/pin", f"/posts/{secret['post']}/deletion",
        f"/threads/{secret['thread']}/category", f"/posts/{secret['post']}/reactions", f"/posts/{secret['post']}/edit",
    ):  # fmt: skip
        assert world.post(client, address, source="mine", reason="mine").status_code == 404


def test_the_staff_see_it(client: FlaskClient, world: World, secret: dict[str, int]) -> None:
    world.sign_in(client, world.staff("host"))
    assert SECRET in client.get(f"/t/x/{secret['thread']}", follow_redirects=True).text
    assert CANARY.title() in client.get("/categories").text


def test_a_deleted_post_is_not_quoted_and_has_no_history_for_others(client: FlaskClient, world: World) -> None:
    talk = world.thread("How do I clean it?")
    said = world.reply(talk, by=world.member("ben"), source=f"the {SECRET} words")
    world.edit(said.id, by=world.member("ben"), source=f"other {SECRET} words")
    world.delete_post(said.id, by=world.moderator("mod"), reason="Rude")
    world.sign_in(client, world.member("cleo"))
    for door in (
        f"/threads/{talk.id}/reply?to=2",
        f"/posts/{said.id}/history",
        talk.url,
        f"/threads/{talk.id}.atom",
        "/u/ben",
    ):
        assert SECRET not in client.get(door).text, door


def test_s20_what_is_hidden_now_is_gone_from_every_list_at_once(client: FlaskClient, world: World) -> None:
    place = world.category("lamps")
    world.thread(f"Where is the {SECRET}?", kind="question", category=place)
    assert SECRET in client.get("/").text
    change_category(HOUSE, place.id, see="staff", reply="staff", start="staff")
    for door in ("/", "/latest", "/unanswered", "/top", "/top/all", "/latest.atom", "/c/lamps"):
        assert SECRET not in client.get(door).text, door
