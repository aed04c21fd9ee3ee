"""Starting threads and replying, as a member does it in a browser without scripts."""

import pytest
from flask.testing import FlaskClient

from forum.threads import reading
from tests.world import World

pytestmark = pytest.mark.data


def test_a_member_starts_a_thread_and_stands_in_it(client: FlaskClient, world: World) -> None:
    world.sign_in(client, world.member("ana"))
    stoves = world.category("stoves")
    answer = world.post(
        client, "/start", title="How do I clean it?", category=str(stoves.id), kind="question", tags="Soot, wick care",
        source="It is **black**.", once="k1",
    )  # fmt: skip
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).text
    assert "<strong>black</strong>" in page
    assert "How do I clean it?" in page
    assert "/tags/wick-care" in page


def test_a_reply_appears_at_the_end(client: FlaskClient, world: World) -> None:
    talk = world.thread("How do I clean it?")
    world.sign_in(client, world.member("ben"))
    answer = world.post(client, f"/threads/{talk.id}/posts", source="With sand.", once="k1")
    assert answer.headers["Location"].endswith("/2#post-2")
    assert "With sand." in client.get(talk.url).text


def test_a_guest_is_led_to_the_door(client: FlaskClient, world: World) -> None:
    talk = world.thread("How do I clean it?")
    answer = world.post(client, f"/threads/{talk.id}/posts", source="With sand.")
    assert answer.status_code == 303
    assert "/sign-in" in answer.headers["Location"]
    assert "With sand." not in client.get(talk.url).text


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"title": ""}, "Give it a title"),
        ({"title": "Hm"}, "at least 5 letters"),
        ({"title": "x" * 151}, "up to 150 letters"),
        ({"source": ""}, "Write something first"),
        ({"source": " \n\t "}, "Write something first"),
        ({"source": "x" * 32_001}, "up to 32000"),
        ({"source": "nul \x00 inside"}, ""),
        ({"category": ""}, "Choose where it belongs"),
        ({"category": "999"}, ""),
        ({"kind": "poem"}, ""),
        ({"kind": "announcement"}, ""),
        ({"tags": "a,b,c,d,e,f"}, "up to 5 tags"),
        ({"tags": "<script>"}, "does not fit"),
    ],
)
def test_bad_input_is_explained_and_nothing_typed_is_lost(
    client: FlaskClient, world: World, fields: dict[str, str], word: str
) -> None:
    world.sign_in(client, world.member("ana"))
    stoves = world.category("stoves")
    given = {
        "title": "A careful title", "category": str(stoves.id), "kind": "discussion", "source": "A long letter.",
        "tags": "soot",
    }  # fmt: skip
    answer = world.post(client, "/start", **{**given, **fields})
    assert answer.status_code == 422
    assert word in answer.text
    kept = {name: text for name, text in given.items() if name not in fields and name in {"title", "source", "tags"}}
    assert all(text in answer.text for text in kept.values())


def test_s59_a_double_click_makes_one_post(client: FlaskClient, world: World) -> None:
    talk = world.thread("How do I clean it?")
    world.sign_in(client, world.member("ben"))
    places = {
        world.post(client, f"/threads/{talk.id}/posts", source="With sand.", once="k1").headers["Location"]
        for _click in range(3)
    }
    assert len(places) == 1
    assert client.get(talk.url).text.count("With sand.") == client.get(talk.url).text.count("With sand.")
    assert world.posts(talk) == 2


def test_s59_the_key_of_one_reply_cannot_send_another(client: FlaskClient, world: World) -> None:
    talk = world.thread("How do I clean it?")
    world.sign_in(client, world.member("ben"))
    world.post(client, f"/threads/{talk.id}/posts", source="With sand.", once="k1")
    answer = world.post(client, f"/threads/{talk.id}/posts", source="With vinegar.", once="k1")
    assert answer.status_code == 422
    assert "With vinegar." in answer.text


def test_a_mention_links_to_a_member_and_to_nobody_else(client: FlaskClient, world: World) -> None:
    world.member("ben")
    talk = world.thread("How do I clean it?", source="Ask @ben or @nobody_here.")
    page = client.get(talk.url).text
    assert 'href="/u/ben"' in page
    assert "/u/nobody_here" not in page


def test_a_quoted_reply_begins_with_the_words_and_their_author(client: FlaskClient, world: World) -> None:
    talk = world.thread("How do I clean it?", by=world.member("ana"), source="It is black.\n\nAll over.")
    world.sign_in(client, world.member("ben"))
    page = client.get(f"/threads/{talk.id}/reply?to=1").text
    assert f"&gt; [ana]({talk.url}/1#post-1):" in page
    assert "&gt; It is black." in page


def test_the_preview_is_what_will_be_published(client: FlaskClient, world: World) -> None:
    world.sign_in(client, world.member("ana"))
    source = "A *list*:\n\n- one\n- two"
    preview = world.post(client, "/preview", source=source).text
    talk = world.thread("Is it the same?", by=world.member("ben"), source=source)
    assert preview.strip() in client.get(talk.url).text


def test_a_reply_is_read_by_its_author(client: FlaskClient, world: World) -> None:
    ben = world.member("ben")
    talk = world.thread("How do I clean it?")
    world.reply(talk, by=ben, source="With sand.")
    head = reading.head(ben.actor, talk.id)
    assert head is not None
    assert head.read_to == 2
