"""Seasons: opened and closed by the clock, with medals, a ceremony and a fresh start."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.clock import at
from forum.core.db import read
from forum.leaderboards import actions, queries
from forum.leaderboards.jobs import turn
from forum.leaderboards.models import Medal, Period
from forum.members.queries import ids_of_names
from forum.notifications.queries import told
from forum.threads.models import Post, Thread
from tests.leaderboards.ledger import give
from tests.world import World

pytestmark = pytest.mark.data

AUTUMN = datetime(2027, 10, 5, 12, tzinfo=UTC)
WINTER = datetime(2028, 1, 1, 0, 11, tzinfo=UTC)


def rules(**changed: object) -> actions.Rules:
    given = {
        "timezone": "UTC", "shows_staff": False, "seasons": True, "season_months": 3, "running_name": "",
        "next_name": "", "host": "", "category_id": None,
    }  # fmt: skip
    return actions.Rules(**given | changed)  # type: ignore[arg-type]


def played(world: World, relay, **points: int) -> Period:
    """Let people have points in a season, and let the season end."""
    with at(AUTUMN):
        turn()
        for name, each in points.items():
            give(world.member(name, password=None).id, each)
        relay()
    with at(WINTER):
        turn()
        relay()
    return next(season for season in queries.seasons() if season.number == 1)  # type: ignore[return-value]


def medals() -> dict[str, int]:
    names = {number: name for name, number in ids_of_names(["ana", "ben", "carl", "dora"]).items()}
    return {names[row.member_id]: row.place for row in read().execute(select(Medal.member_id, Medal.place))}


def test_a_season_ends_by_itself_with_medals_a_thread_and_a_fresh_start(client: FlaskClient, world: World, relay):
    ada = world.admin()
    world.category("news", kind="announcement", start="staff")
    season = played(world, relay, ana=50, ben=40, carl=30, dora=20)
    assert medals() == {"ana": 1, "ben": 2, "carl": 3}
    talk = read().execute(select(Thread.title, Thread.author_id, Post.source, Thread.id).join(Post)).one()
    assert (talk.title, talk.author_id) == ("Season 1 is over", ada.id)
    assert "🥇 [ana](/u/ana): 50 points" in talk.source
    assert "dora" not in talk.source
    with at(WINTER):
        running = queries.current("season")
        assert running is not None
        assert (running.number, running.begins_at) == (2, datetime(2028, 1, 1, tzinfo=UTC))
        assert list(queries.board(running.id).rows) == []
        assert [row.member.name for row in queries.board(season.id).rows] == ["ana", "ben", "carl", "dora"]
        turn()
        relay()
    assert len(queries.seasons()) == 2
    assert read().scalars(select(Thread.id)).all() == [talk.id]
    page = client.get("/leaderboard/seasons").text
    assert page.index("Season 2") < page.index("Season 1")
    assert "Gold" in page
    assert "Gold" in client.get("/u/ana").text
    assert client.get(f"/leaderboard/season/{season.id}").status_code == 200
    [line] = [line for line in told(world.member("ana").actor).rows if line.kind.name == "medal"]
    assert (line.scene.title, line.address) == ("Season 1", f"/leaderboard/season/{season.id}")


def test_who_ties_shares_the_medal(world: World, relay):
    world.admin()
    played(world, relay, ana=50, ben=50, carl=30, dora=30)
    assert medals() == {"ana": 1, "ben": 1, "carl": 3, "dora": 3}


def test_a_closed_season_stays_as_it_was(world: World, relay):
    world.admin()
    season = played(world, relay, ana=50, ben=40)
    give(world.member("ben").id, 100, at=AUTUMN)
    relay()
    assert [row.member.name for row in queries.board(season.id).rows] == ["ana", "ben"]


def test_what_happened_before_the_end_and_is_known_after_it_still_counts(world: World, relay):
    world.admin()
    ana = world.member("ana")
    with at(AUTUMN):
        turn()
    with at(WINTER - timedelta(minutes=6)):
        turn()
        give(ana.id, 9, at=WINTER - timedelta(minutes=12))
        relay()
    with at(WINTER):
        turn()
        relay()
    assert medals() == {"ana": 1}


def test_a_season_without_points_or_host_ends_quietly(world: World, relay):
    played(world, relay)
    assert medals() == {}
    assert len(queries.seasons()) == 2


def test_the_staff_names_seasons_and_says_how_long_they_are(client: FlaskClient, world: World, relay):
    hana = world.staff("hana")
    with at(AUTUMN):
        turn()
        world.sign_in(client, hana)
        assert "2027" in client.get("/staff/leaderboards").text
        fields = {
            "timezone": "Europe/Riga", "seasons": "y", "season_months": "1", "running_name": "Wick and Flame",
            "next_name": "Frost", "host": "hana", "category": "0",
        }  # fmt: skip
        assert world.post(client, "/staff/leaderboards", **fields).status_code == 303
        assert "Wick and Flame" in world.client().get("/leaderboard/season").text
        for wrong in ({"timezone": "Nowhere/Land"}, {"season_months": "5"}, {"host": "nobody"}):
            assert world.post(client, "/staff/leaderboards", **fields | wrong).status_code == 422
        relay()
    with at(WINTER):
        turn()
        relay()
        running = queries.current("season")
    assert running is not None
    assert (running.title, running.number) == ("Frost", 2)
    assert (running.begins_at, running.ends_at) == (
        datetime(2028, 1, 1, tzinfo=UTC),
        datetime(2028, 1, 31, 22, tzinfo=UTC),
    )


def test_without_seasons_there_is_none(world: World, relay):
    with at(AUTUMN):
        actions.choose(world.staff("hana").actor, rules(seasons=False))
        turn()
        relay()
        assert queries.current("season") is None
        assert queries.current("week") is not None
