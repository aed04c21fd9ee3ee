"""What authors and moderators do with what is there."""

import pytest
from flask.testing import FlaskClient

from tests.world import World

pytestmark = pytest.mark.data


def test_an_edit_keeps_what_was_said_before(client: FlaskClient, world: World) -> None:
    ana = world.member("ana")
    talk = world.thread("How do I clean it?", by=ana, source="It is black.")
    world.sign_in(client, ana)
    answer = world.post(
        client, f"/posts/{talk.post_id}/edit", source="It is pitch black.", seen="0", title="How to clean it?"
    )
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).text
    assert "It is pitch black." in page
    assert "edited" in page
    history = client.get(f"/posts/{talk.post_id}/history").text
    assert "<ins>" in history
    assert "How do I clean it?" in history


def test_two_editors_do_not_overwrite_each_other(client: FlaskClient, world: World) -> None:
    ana = world.member("ana")
    talk = world.thread("How do I clean it?", by=ana, source="It is black.")
    world.sign_in(client, ana)
    world.post(client, f"/posts/{talk.post_id}/edit", source="First edit.", seen="0")
    answer = world.post(client, f"/posts/{talk.post_id}/edit", source="Second edit.", seen="0")
    assert answer.status_code == 422
    assert "Second edit." in answer.text


def test_only_the_author_and_moderators_edit(client: FlaskClient, world: World) -> None:
    talk = world.thread("How do I clean it?", by=world.member("ana"), source="It is black.")
    world.sign_in(client, world.member("ben"))
    assert world.post(client, f"/posts/{talk.post_id}/edit", source="Mine now.", seen="0").status_code == 403
    assert "It is black." in client.get(talk.url).text


def test_a_like_is_counted_once_and_can_be_taken_back(client: FlaskClient, world: World) -> None:
    talk = world.thread("How do I clean it?", by=world.member("ana"))
    world.sign_in(client, world.member("ben"))
    for _time in range(2):
        answer = world.post(client, f"/posts/{talk.post_id}/reactions")
        assert answer.status_code == 303
    assert 'aria-pressed="true"' in client.get(talk.url).text
    assert world.likes(talk.post_id) == 1
    world.post(client, f"/posts/{talk.post_id}/reactions?_method=DELETE")
    assert world.likes(talk.post_id) == 0


def test_nobody_likes_their_own_post(client: FlaskClient, world: World) -> None:
    ana = world.member("ana")
    talk = world.thread("How do I clean it?", by=ana)
    world.sign_in(client, ana)
    assert world.post(client, f"/posts/{talk.post_id}/reactions").status_code == 403


def test_who_asked_chooses_the_answer(client: FlaskClient, world: World) -> None:
    ana = world.member("ana")
    talk = world.thread("How do I clean it?", by=ana, kind="question")
    said = world.reply(talk, by=world.member("ben"), source="With sand.")
    world.sign_in(client, ana)
    assert world.post(client, f"/posts/{said.id}/answer").status_code == 303
    assert "is-answer" in client.get(talk.url).text
    world.post(client, f"/posts/{said.id}/answer?_method=DELETE")
    assert "is-answer" not in client.get(talk.url).text


def test_others_do_not_choose_the_answer(client: FlaskClient, world: World) -> None:
    talk = world.thread("How do I clean it?", by=world.member("ana"), kind="question")
    said = world.reply(talk, by=world.member("ben"), source="With sand.")
    world.sign_in(client, world.member("cleo"))
    assert world.post(client, f"/posts/{said.id}/answer").status_code == 403


def test_a_closed_thread_takes_no_replies_and_says_why(client: FlaskClient, world: World) -> None:
    mod, ben = world.moderator("mod"), world.member("ben")
    talk = world.thread("Gas or wood?")
    world.sign_in(client, mod)
    world.post(client, f"/threads/{talk.id}/closure", reason="It went in circles.")
    assert "It went in circles." in client.get(talk.url).text
    world.sign_in(client, ben)
    assert world.post(client, f"/threads/{talk.id}/posts", source="Gas!").status_code == 403
    world.sign_in(client, mod)
    world.post(client, f"/threads/{talk.id}/closure?_method=DELETE")
    world.sign_in(client, ben)
    assert world.post(client, f"/threads/{talk.id}/posts", source="Gas!").status_code == 303


def test_a_pinned_thread_stands_first_in_its_category(client: FlaskClient, world: World) -> None:
    stoves = world.category("stoves")
    old = world.thread("The rules of the shed", category=stoves)
    world.thread("Something newer", category=stoves)
    world.sign_in(client, world.moderator("mod"))
    world.post(client, f"/threads/{old.id}/pin")
    page = client.get(stoves.url).text
    assert page.index("The rules of the shed") < page.index("Something newer")


def test_a_moved_thread_keeps_its_address(client: FlaskClient, world: World) -> None:
    stoves, lamps = world.category("stoves"), world.category("lamps")
    talk = world.thread("How do I clean it?", category=stoves)
    world.sign_in(client, world.moderator("mod"))
    assert world.post(client, f"/threads/{talk.id}/category", category=str(lamps.id)).status_code == 303
    assert "How do I clean it?" in client.get(lamps.url).text
    assert "How do I clean it?" not in client.get(stoves.url).text
    assert client.get(talk.url).status_code == 200


def test_s18_a_moderator_of_one_category_has_no_power_in_another(client: FlaskClient, world: World) -> None:
    stoves, lamps = world.category("stoves"), world.category("lamps")
    talk = world.thread("How do I clean it?", category=stoves)
    world.sign_in(client, world.moderator("mod", scope=[lamps.id]))
    assert world.post(client, f"/threads/{talk.id}/closure", reason="no").status_code == 403
    assert world.post(client, f"/posts/{talk.post_id}/deletion", reason="no").status_code == 403
    assert world.post(client, f"/threads/{talk.id}/category", category=str(lamps.id)).status_code == 403


def test_deleting_and_restoring_the_first_post_takes_the_thread_away_and_back(
    client: FlaskClient, world: World
) -> None:
    talk = world.thread("Cheap grinders here")
    world.sign_in(client, world.moderator("mod"))
    world.post(client, f"/posts/{talk.post_id}/deletion", reason="Advertising")
    guest = world.app.test_client()
    assert guest.get(talk.url).status_code == 404
    assert "Cheap grinders" not in guest.get("/latest").text
    assert "Show it" in client.get(talk.url).text
    world.post(client, f"/posts/{talk.post_id}/deletion?_method=DELETE")
    assert guest.get(talk.url).status_code == 200


def test_s23_a_suspended_member_reads_and_writes_nothing(client: FlaskClient, world: World) -> None:
    ben, talk = world.member("ben"), world.thread("How do I clean it?")
    world.suspend(ben)
    world.sign_in(client, ben)
    assert client.get(talk.url).status_code == 200
    for address in (
        f"/threads/{talk.id}/posts", f"/posts/{talk.post_id}/reactions", "/start", "/preview",
    ):  # fmt: skip
        assert world.post(client, address, source="hello", title="A careful title").status_code in {403, 422}
    assert world.posts(talk) == 1
