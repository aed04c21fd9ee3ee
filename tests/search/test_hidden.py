"""What a reader may not see is not found, counted, suggested or corrected to: nothing shows that it is there."""

import pytest

from forum.core import gates
from forum.core.access import HOUSE
from forum.members.actions import change_role

pytestmark = pytest.mark.data

CANARY = "zanzibarquill"


@pytest.fixture
def secret(world, seeker):
    """A thread in a place for staff, beside one for all."""
    place = world.category("backroom", see="staff", reply="staff", start="staff")
    host = world.staff("hana")
    talk = world.thread(
        f"Plans with {CANARY}", by=host, category=place, tags=["hush"], source=f"Our {CANARY} launches."
    )
    world.thread("Plans for a picnic", source="Bring a kettle.")
    seeker.catch_up()
    return talk


def outsiders(world):
    scoped = world.moderator("mira", scope=[world.category("stoves").id])
    ben = world.member("ben")
    world.suspend(ben)
    return [world.client(), world.client(world.member("ana")), world.client(ben), world.client(scoped)]


def test_s15_no_hit_no_count_no_word_of_it(world, seeker, secret):
    for client in outsiders(world):
        assert seeker.rows(client, CANARY) == []
        for typed in ("plans", "in:backroom plans", "by:hana", "tag:hush", f"plans -{CANARY}", "is:unanswered"):
            page = client.get("/search", query_string={"q": typed}).text
            assert CANARY not in page.replace(f"-{CANARY}", "")
            assert "Our" not in seeker.page(client, typed)
        assert "1 thread" in seeker.page(client, "plans")
    assert seeker.rows(world.client(world.staff("hana")), CANARY) == [f"Plans with {CANARY}"]


def test_s15_a_slip_is_not_mended_towards_it(world, seeker, secret):
    typed = CANARY.replace("q", "g")
    for client in outsiders(world):
        said, unknown = seeker.page(client, typed), seeker.page(client, "wvwvwvwvwvwvw")
        assert said == unknown
    assert CANARY in seeker.page(world.client(world.staff("hana")), typed)


def test_s15_no_title_like_it_is_offered(world, secret):
    for client in outsiders(world):
        assert CANARY not in client.get(f"/search/similar?title=Plans with {CANARY}").text


def test_s16_a_hidden_place_and_none_are_answered_alike(world, seeker, secret):
    client = world.client()
    hidden, missing = seeker.page(client, "in:backroom plans"), seeker.page(client, "in:nowhere plans")
    assert hidden.replace("backroom", "nowhere") == missing


def test_s15_its_words_are_not_counted_as_missed_for_others(world, seeker, secret):
    page = world.client().get("/search").text
    assert "backroom" not in page
    assert "backroom" in world.client(world.staff("hana")).get("/search").text


def test_s20_who_loses_a_place_finds_nothing_of_it_at_once(world, seeker, secret):
    hana = world.staff("hana")
    client = world.client(hana)
    assert seeker.rows(client, CANARY) != []
    change_role(HOUSE, hana.id, "member", None)
    assert seeker.rows(client, CANARY) == []
    assert CANARY not in client.get("/search?q=plans").text


def test_s20_what_moves_into_a_hidden_place_is_gone_at_once(world, seeker, client):
    talk = world.thread("Moving day", by=world.staff("hana"), source="Boxes everywhere.")
    place = world.category("backroom", see="staff", reply="staff", start="staff")
    seeker.catch_up()
    assert seeker.rows(client, "boxes") == ["Moving day"]
    world.post(world.client(world.admin()), f"/threads/{talk.id}/category", category=str(place.id))
    assert seeker.rows(client, "boxes") == []
    seeker.catch_up()
    assert seeker.rows(client, "boxes") == []
    assert seeker.rows(world.client(world.admin()), "boxes") == ["Moving day"]


def test_what_is_deleted_is_gone_at_once_and_from_the_index_soon(world, seeker, client):
    talk = world.thread("Lost and found", by=world.member("ana"), source="A red mitten.")
    reply = world.reply(talk, source="Mine is the blue mitten.")
    seeker.catch_up()
    world.delete_post(reply.id, by=world.moderator())
    assert "blue" not in seeker.page(client, "mitten")
    seeker.catch_up()
    assert seeker.rows(client, "blue mitten") == seeker.rows(client, "mitten")
    world.delete_post(talk.post_id, by=world.moderator())
    assert seeker.rows(client, "mitten") == []
    seeker.catch_up()
    assert seeker.rows(client, "mitten") == []


def test_held_posts_are_not_found(world, seeker, client, monkeypatch):
    monkeypatch.setattr(gates, "_gates", [lambda _draft: gates.Verdict("hold", "new here")])
    world.thread("Held for a look", source="A gearbox for sale.")
    seeker.catch_up()
    assert seeker.rows(client, "gearbox") == []
