"""The nearest place on which somebody chose something decides how closely they are told."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from forum.core.access import GUEST, Denied
from forum.core.refusal import Refused
from forum.notifications.actions import choose_level
from forum.notifications.habits import keep_habits
from forum.notifications.levels import FOLLOW, LOUDNESS, MUTE, NORMAL, WATCH, decide
from forum.notifications.queries import standing
from tests.notifications.bells import bell, unread
from tests.world import World

pytestmark = pytest.mark.data

Relay = Callable[..., int]

LADDER = [["thread:1"], ["tag:gas", "tag:wood"], ["category:3"], ["category:2"]]
TABLE: list[tuple[dict[str, str], str]] = [
    ({}, NORMAL),
    ({"category:2": WATCH}, WATCH),
    ({"category:2": WATCH, "category:3": MUTE}, MUTE),
    ({"category:3": MUTE, "tag:gas": FOLLOW}, FOLLOW),
    ({"tag:gas": MUTE, "tag:wood": WATCH}, WATCH),
    ({"tag:gas": MUTE, "category:3": WATCH}, MUTE),
    ({"thread:1": NORMAL, "tag:gas": WATCH, "category:3": WATCH}, NORMAL),
    ({"thread:1": WATCH, "tag:gas": MUTE, "category:2": MUTE}, WATCH),
    ({"thread:9": WATCH, "category:9": MUTE}, NORMAL),
]


@pytest.mark.parametrize(("chosen", "level"), TABLE)
def test_the_nearest_choice_decides(chosen: dict[str, str], level: str) -> None:
    assert decide(chosen, LADDER) == level


@pytest.mark.parametrize(("chosen", "level"), TABLE)
def test_the_database_decides_likewise(
    app: Flask, world: World, relay: Relay, chosen: dict[str, str], level: str
) -> None:
    """A stranger is told of posts when watching, of threads when following too, of mentions unless muting."""
    outer = world.category("outer")
    inner = world.category("inner", parent=outer)
    talk = world.thread("Wet wood", by=world.member("ben"), category=inner, tags=["gas", "wood"])
    relay()
    names = {
        "thread:1": f"thread:{talk.id}",
        "category:2": f"category:{outer.id}",
        "category:3": f"category:{inner.id}",
    }
    ana = world.member("ana")
    for place, wanted in chosen.items():
        if place not in {"thread:9", "category:9"}:
            choose_level(ana.actor, names.get(place, place), wanted)
    world.reply(talk, by=world.member("cleo"))
    world.reply(talk, by=world.member("cleo"), source="@ana?")
    relay()
    expected = {WATCH: ["mention", "post"], FOLLOW: ["mention"], NORMAL: ["mention"], MUTE: []}
    assert unread(app, ana) == expected[level]
    assert standing(ana.actor, f"thread:{talk.id}").level == level


def test_the_loudness_of_levels_leaves_room_for_ladders() -> None:
    assert sorted(LOUDNESS.values()) == [0, 1, 2, 3]


@pytest.mark.parametrize("level", [WATCH, FOLLOW])
def test_new_threads_in_a_watched_or_followed_category_are_told(
    app: Flask, world: World, relay: Relay, level: str
) -> None:
    place = world.category("stoves")
    choose_level(world.member("ana").actor, f"category:{place.id}", level)
    world.thread("A new stove", by=world.member("ben"), category=place)
    relay()
    assert bell(app, world.member("ana")) == ["ben started a thread: A new stove"]


def test_a_tag_is_watched_across_categories(app: Flask, world: World, relay: Relay) -> None:
    world.thread("Wet wood", by=world.member("ben"), tags=["wood"])
    relay()
    choose_level(world.member("ana").actor, "tag:wood", WATCH)
    world.thread("Dry wood", by=world.member("ben"), category=world.category("fuel"), tags=["wood"])
    relay()
    assert bell(app, world.member("ana")) == ["ben started a thread: Dry wood"]


def test_starting_watches_and_replying_follows_unless_one_chose_otherwise(
    app: Flask, world: World, relay: Relay
) -> None:
    ana, ben = world.member("ana"), world.member("ben")
    talk = world.thread("Wet wood", by=ana)
    choose_level(ben.actor, f"thread:{talk.id}", MUTE)
    world.reply(talk, by=world.member("cleo"))
    world.reply(talk, by=ben)
    relay()
    place = f"thread:{talk.id}"
    levels = [standing(world.member(name).actor, place).level for name in ("ana", "ben", "cleo")]
    assert levels == [WATCH, MUTE, FOLLOW]


def test_whoever_wants_no_watching_by_taking_part_is_left_alone(app: Flask, world: World, relay: Relay) -> None:
    ana = world.member("ana")
    keep_habits(ana.actor, {}, on_start=NORMAL)
    talk = world.thread("Wet wood", by=ana)
    world.reply(talk, by=world.member("ben"))
    relay()
    assert bell(app, ana) == []


def test_as_usual_forgets_the_choice(world: World) -> None:
    ana, place = world.member("ana"), f"category:{world.category('stoves').id}"
    choose_level(ana.actor, place, WATCH)
    choose_level(ana.actor, place, "")
    assert standing(ana.actor, place).chosen is None


@pytest.mark.parametrize("level", ["loud", "WATCH", "watch "])
def test_there_are_four_levels(world: World, level: str) -> None:
    with pytest.raises(Refused):
        choose_level(world.member("ana").actor, f"category:{world.category('stoves').id}", level)


def test_s15_nobody_follows_what_they_may_not_see(app: Flask, world: World) -> None:
    hidden = world.category("office", see="staff")
    visitor = world.client(world.member("ana"))
    answers = [
        world.post(visitor, f"/attention/{place}", level="watch")
        for place in (f"category:{hidden.id}", "category:999", "thread:999", "nothing", "tag:none", "house:mail")
    ]
    assert {answer.status_code for answer in answers[:5]} == {404}
    with pytest.raises(Refused):
        choose_level(world.member("ana").actor, f"category:{hidden.id}", WATCH)


def test_guests_follow_nothing(world: World) -> None:
    with pytest.raises(Denied):
        choose_level(GUEST, f"category:{world.category('stoves').id}", WATCH)


@pytest.mark.parametrize("path", ["/c/stoves", "/tags/wood", "/t"])
def test_every_place_shows_its_level_to_members_only(world: World, path: str) -> None:
    talk: Any = world.thread("Wet wood", by=world.member("ben"), tags=["wood"])
    address = talk.url if path == "/t" else path
    assert 'id="attention"' in world.client(world.member("ana")).get(address).text
    assert 'id="attention"' not in world.client().get(address).text
