from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from forum.badges.queries import badges_of, progress_of
from forum.core.clock import now
from forum.members.actions import suspend
from forum.threads.steering import like

pytestmark = pytest.mark.data


@pytest.fixture
def ben(world, relay):
    ana, ben = world.member("ana"), world.member("ben")
    said = world.reply(world.thread("How do I clean it?", by=ana), by=ben)
    like(ana.actor, said.id)
    relay()
    return ben


def test_guests_see_all_there_is_to_earn(client, ben):
    shown = client.get("/badges").text
    assert "Lighthouse" in shown
    assert "Thanks of the house" in shown
    assert "yours" not in shown


def test_members_see_what_they_hold_and_how_far_they_are(world, ben):
    shown = world.client(ben).get("/badges").text
    assert "yours" in shown
    assert "Replies: 1 of 10" in shown
    assert {each.badge.slug for each in badges_of(ben.id)} == {"first-words", "heard", "liked-reply"}
    assert next(each.share for each in progress_of(ben.id)) == 0.2


def test_a_badge_says_how_it_is_earned_and_by_whom(client, ben):
    shown = client.get("/badges/heard").text
    assert "Posts with a like: at least 1" in shown
    assert "/badges/heard/ben" in shown
    assert client.get("/badges/no-such").status_code == 404


def test_what_is_shared_shows_a_picture_elsewhere(client, ben):
    shown = client.get("/badges/heard/ben").text
    assert 'property="og:image" content="http://localhost/badges/heard/ben/card.png"' in shown
    picture = client.get("/badges/heard/ben/card.png")
    assert Image.open(BytesIO(picture.data)).size == (1200, 630)
    assert client.get("/badges/heard/ana").status_code == client.get("/badges/heard/ana/card.png").status_code == 404


def test_pictures_are_drawn_for_nobody_without_end(client, ben):
    answers = {client.get("/badges/heard/ben/card.png").status_code for _time in range(121)}
    assert answers == {200, 429}


def test_a_new_award_shows_at_once_on_pages_kept_for_guests(world, client, relay, ben):
    assert "/badges/first-words/eve" not in client.get("/badges/first-words").text
    world.reply(world.thread("Soot?", by=ben), by=world.member("eve"))
    relay()
    assert "/badges/first-words/eve" in client.get("/badges/first-words").text


def test_nobody_sees_the_badges_of_who_is_suspended(world, client, ben):
    assert "/badges/heard/ben" in client.get("/badges/heard").text
    suspend(world.moderator().actor, ben.id, now() + timedelta(days=3), "Rude.")
    assert client.get("/badges/heard/ben").status_code == 404
    assert "/badges/heard/ben" not in client.get("/badges/heard").text
