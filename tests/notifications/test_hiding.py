"""Nobody is told, shown or mailed what they may not see, now or any more."""

from collections.abc import Callable

import pytest
from flask import Flask

from forum.categories.actions import change_category
from forum.core.access import HOUSE
from forum.members.actions import change_role
from forum.threads.steering import like, move
from tests.notifications.bells import bell, unread
from tests.world import World

pytestmark = pytest.mark.data

Relay = Callable[..., int]


def test_s15_a_mention_in_a_hidden_category_reaches_only_whom_it_may(app: Flask, world: World, relay: Relay) -> None:
    office = world.category("office", see="staff", reply="staff", start="staff")
    ana, hana = world.member("ana"), world.staff("hana")
    world.thread("A canary", by=world.staff("ivo"), category=office, source="@ana @hana")
    relay()
    assert bell(app, ana) == []
    assert bell(app, hana) == ["ivo mentioned you: A canary"]


def test_s20_what_was_told_disappears_with_the_right_to_see_it(app: Flask, world: World, relay: Relay) -> None:
    ana, mira = world.member("ana"), world.moderator("mira")
    talk = world.thread("A canary", by=ana)
    world.reply(talk, by=world.member("ben"), source="A canary sings, @ana")
    relay()
    office = world.category("office", see="moderators", reply="moderators", start="moderators")
    move(mira.actor, talk.id, office.id)
    visitor = world.client(ana)
    pages = [visitor.get(path).text for path in ("/notifications", "/notifications/newest")]
    assert all("canary" not in page for page in pages), "before anything else was done"
    relay()
    assert "unread notification" not in visitor.get("/latest").text


def test_s20_a_category_that_closes_takes_its_news_along(app: Flask, world: World, relay: Relay) -> None:
    ana, place = world.member("ana"), world.category("stoves")
    talk = world.thread("A canary", by=ana, category=place)
    world.reply(talk, by=world.member("ben"))
    relay()
    change_category(HOUSE, place.id, see="staff", reply="staff", start="staff")
    assert bell(app, ana) == []
    relay()
    assert "unread notification" not in world.client(ana).get("/latest").text


def test_s20_a_role_that_is_lost_takes_its_news_along(app: Flask, world: World, relay: Relay) -> None:
    office = world.category("office", see="staff", reply="staff", start="staff")
    hana = world.staff("hana")
    world.thread("A canary", by=world.staff("ivo"), category=office, source="@hana")
    relay()
    assert unread(app, hana) == ["mention"]
    change_role(HOUSE, hana.id, "member")
    relay()
    page = world.client(hana).get("/notifications").text
    assert "canary" not in page
    assert "unread notification" not in page


def test_a_deleted_post_is_told_no_more(app: Flask, world: World, relay: Relay) -> None:
    talk = world.thread("A yellow flame", by=world.member("ana"))
    said = world.reply(talk, by=world.member("ben"), source="A canary, @ana")
    relay()
    world.delete_post(said.id, by=world.member("ben"))
    assert bell(app, world.member("ana")) == []
    relay()
    assert bell(app, world.member("ana")) == []


def test_s16_the_address_of_anothers_notification_is_not_there(app: Flask, world: World, relay: Relay) -> None:
    talk = world.thread("A yellow flame", by=world.member("ana"))
    like(world.member("ben").actor, talk.post_id)
    relay()
    visitor = world.client(world.member("cleo"))
    assert [visitor.get(f"/notifications/{number}").status_code for number in (1, 999)] == [404, 404]
    world.post(visitor, "/notifications/1/reading")
    assert unread(app, world.member("ana")) == ["like"]


def test_a_suspended_author_tells_nobody(app: Flask, world: World, relay: Relay) -> None:
    ana, ben = world.member("ana"), world.member("ben")
    talk = world.thread("A yellow flame", by=ana)
    world.reply(talk, by=ben, source="Rude, @ana")
    world.suspend(ben)
    relay()
    assert bell(app, ana) == []


def test_a_suspended_member_is_told_nothing(app: Flask, world: World, relay: Relay) -> None:
    ana = world.member("ana")
    talk = world.thread("A yellow flame", by=ana)
    relay()
    world.suspend(ana)
    world.reply(talk, by=world.member("ben"), source="@ana")
    relay()
    assert bell(app, ana) == []
