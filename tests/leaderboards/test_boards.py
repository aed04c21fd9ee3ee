"""Boards: fair places, by time and category, exact whatever happened, left at a word."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from forum.core.clock import at, now
from forum.core.db import db, read
from forum.core.events import record
from forum.core.personal import HOLDINGS, Person
from forum.core.transaction import transaction
from forum.leaderboards import actions, buckets, keeping, queries
from forum.leaderboards.jobs import turn
from forum.leaderboards.models import Bucket, Standing
from forum.leaderboards.queries import Rank
from forum.points.events import PointsRecounted
from forum.points.models import Entry
from forum.points.queries import total_of
from forum.threads import actions as threads
from forum.threads import steering
from tests.leaderboards.ledger import give
from tests.world import Someone, World

pytestmark = pytest.mark.data


def ranks(kind: str = "all", place_id: int = 0) -> list[tuple[int, str, int]]:
    period = queries.current(kind)
    assert period is not None
    return [(row.place, row.member.name, row.points) for row in queries.board(period.id, place_id).rows]


def people(world: World, *names: str) -> Iterator[Someone]:
    yield from (world.member(name, password=None) for name in names)


def counted() -> dict[tuple[int, int, int], int]:
    """Count the members of every bucket anew, from the standings themselves."""
    found: dict[tuple[int, int, int], int] = {}
    for row in read().execute(select(Standing.period_id, Standing.place_id, Standing.points, Standing.bucket)):
        assert row.bucket == buckets.bucket_of(row.points)
        key = (row.period_id, row.place_id, row.bucket)
        found[key] = found.get(key, 0) + 1
    return found


def kept() -> dict[tuple[int, int, int], int]:
    rows = read().execute(select(Bucket.period_id, Bucket.place_id, Bucket.bucket, Bucket.members))
    return {(row[0], row[1], row[2]): row[3] for row in rows if row[3]}


def test_buckets_grow_with_points_and_end_where_the_next_begins():
    last = 0
    for points in [*range(1, 2000), *(2**power + more for power in range(11, 31) for more in (-1, 0, 1, 77))]:
        bucket = buckets.bucket_of(points)
        assert bucket >= last
        assert points <= buckets.highest_in(bucket)
        assert buckets.bucket_of(buckets.highest_in(bucket)) == bucket
        assert buckets.bucket_of(buckets.highest_in(bucket) + 1) == bucket + 1
        last = bucket


def test_what_people_do_brings_them_onto_the_board(client: FlaskClient, world: World, relay):
    talk = world.thread("How do I clean it?", by=world.member("ana"), kind="question")
    said = world.reply(talk, by=world.member("ben"))
    world.accept(said.id, by=world.member("ana"))
    relay()
    assert ranks("week")[0] == (1, "ben", total_of(world.member("ben").id))
    assert "First this week" in client.get("/").text
    page = client.get("/leaderboard").text
    assert page.index("ben") < page.index("ana</a>")
    threads.delete(world.moderator("mira").actor, said.id)
    relay()
    assert {name: points for _place, name, points in ranks("week")}["ben"] == total_of(world.member("ben").id) < 10
    assert counted() == kept()


def test_who_ties_shares_the_place_on_every_page(world: World, relay):
    points = [900, 700, 700, 700, 200, 200, 5]
    for number, each in enumerate(points):
        give(next(people(world, f"p{number}")).id, each)
    relay()
    assert [place for place, _name, _points in ranks()] == [1, 2, 2, 2, 5, 5, 7]
    assert [name for _place, name, _points in ranks()][1:4] == ["p3", "p2", "p1"]
    period = queries.current("all")
    assert period is not None
    paged: list[Rank] = []
    before: str | None = None
    while True:
        page = queries.board(period.id, 0, before, most=2)
        paged += page.rows
        before = page.next
        if before is None:
            break
    assert [row.place for row in paged] == [1, 2, 2, 2, 5, 5, 7]
    for number, place in enumerate([1, 2, 2, 2, 5, 5, 7]):
        assert queries.mine(world.member(f"p{number}").id, period.id).place == place
    assert queries.mine(world.member("p4").id, period.id).ahead == 500


def test_each_board_counts_its_own_time_by_the_clock_of_the_brand(world: World, relay):
    ana, ben = people(world, "ana", "ben")
    hana = world.staff("hana")
    rules = actions.Rules(
        timezone="Pacific/Auckland", shows_staff=False, seasons=True, season_months=3, running_name="", next_name="",
        host="", category_id=None,
    )  # fmt: skip
    with at(datetime(2027, 3, 3, 12, tzinfo=UTC)):
        actions.choose(hana.actor, rules)
        relay()
        # Monday, 1 March begins in Auckland at 11:00 on Sunday in Greenwich
        give(ana.id, 10, at=datetime(2027, 2, 28, 10, 59, tzinfo=UTC))
        give(ben.id, 7, at=datetime(2027, 2, 28, 11, 0, tzinfo=UTC))
        relay()
        assert ranks("week") == [(1, "ben", 7)]
        assert ranks("month") == [(1, "ben", 7)]
        assert ranks("season") == [(1, "ana", 10), (2, "ben", 7)]
        assert ranks("year") == ranks("season")
    with at(datetime(2027, 3, 8, 12, tzinfo=UTC)):
        turn()
        relay()
        assert ranks("week") == []
        assert ranks("month") == [(1, "ben", 7)]


def test_a_category_counts_with_all_inside_it_and_is_seen_by_whoever_may(client: FlaskClient, world: World, relay):
    stoves = world.category("stoves")
    inner = world.category("wood", parent=stoves)
    secret = world.category("secret", see="staff")
    ana, ben = people(world, "ana", "ben")
    give(ana.id, 10, place=f"category:{stoves.id}")
    give(ben.id, 3, place=f"category:{inner.id}")
    give(ben.id, 9, place=f"category:{secret.id}")
    relay()
    assert ranks("all", stoves.id) == [(1, "ana", 10), (2, "ben", 3)]
    assert ranks("all", inner.id) == [(1, "ben", 3)]
    assert ranks("all") == [(1, "ben", 12), (2, "ana", 10)]
    assert "ben" in client.get("/leaderboard/all?in=wood").text
    assert client.get("/leaderboard/all?in=secret").status_code == 404
    assert client.get("/leaderboard/all?in=nothing").status_code == 404
    assert world.client(world.staff("hana")).get("/leaderboard/all?in=secret").status_code == 200


def test_who_leaves_is_on_no_board_at_once_and_comes_back_with_all_points(client: FlaskClient, world: World, relay):
    ana, ben = people(world, "ana", "ben")
    give(ana.id, 10)
    give(ben.id, 4)
    relay()
    guest = world.client()
    assert "ana" in guest.get("/leaderboard").text
    assert "ana" in guest.get("/").text
    world.sign_in(client, ana)
    assert "You are in place 1." in client.get("/leaderboard").text
    assert "Leave all leaderboards" in client.get("/settings/profile").text
    world.post(client, "/settings/leaderboards")
    for address in ("/leaderboard", "/leaderboard/all", "/"):
        assert "/u/ana" not in guest.get(address).text, address
    assert ranks() == [(1, "ben", 4)]
    assert "You chose to stand on no leaderboard." in client.get("/leaderboard").text
    give(ana.id, 5)
    relay()
    assert ranks() == [(1, "ben", 4)]
    world.post(client, "/settings/leaderboards?_method=DELETE")
    assert ranks() == [(1, "ana", 15), (2, "ben", 4)]
    assert counted() == kept()


def test_staff_stands_there_only_if_it_may(world: World, relay):
    hana, ana = world.staff("hana"), world.member("ana")
    give(hana.id, 10)
    give(ana.id, 4)
    relay()
    assert ranks() == [(1, "ana", 4)]
    rules = actions.Rules(
        timezone="UTC", shows_staff=True, seasons=True, season_months=3, running_name="", next_name="", host="",
        category_id=None,
    )  # fmt: skip
    actions.choose(hana.actor, rules)
    relay()
    assert ranks() == [(1, "hana", 10), (2, "ana", 4)]


@transaction
def _recount() -> None:
    """Let the ledger say something else of everybody, and tell that it does."""
    db.session.execute(update(Entry).values(points=Entry.points * 3))
    record(PointsRecounted(1))


def test_a_recount_builds_all_boards_anew_in_steps(world: World, relay, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("forum.leaderboards.periods.AT_ONCE", 2)
    for number in range(5):
        give(next(people(world, f"p{number}")).id, 10 * (number + 1))
    relay()
    before = ranks()
    _recount()
    relay()
    assert ranks() == [(place, name, 3 * points) for place, name, points in before]
    assert counted() == kept()


def test_living_through_it_and_summing_anew_give_the_same(world: World, relay):
    """Two hundred moves, some taken back, on five people and three places: boards are as if summed from nothing."""
    stoves = world.category("stoves")
    places = ["", f"category:{stoves.id}", f"category:{world.category('wood', parent=stoves).id}"]
    crowd = list(people(world, "ana", "ben", "carl", "dora", "emil"))
    seed = 7
    for _step in range(40):
        seed = (seed * 1103515245 + 12345) % 2**31
        entry = give(crowd[seed % 5].id, seed % 97 + 1, place=places[seed % 3], at=now() - timedelta(days=seed % 400))
        if seed % 4 == 0:
            _take_back(entry)
        if seed % 8 == 0:
            relay()
    relay()
    lived = {kind: [ranks(kind, place) for place in (0, stoves.id)] for kind in ("week", "month", "year", "all")}
    _sum_anew()
    assert lived == {kind: [ranks(kind, place) for place in (0, stoves.id)] for kind in lived}
    assert counted() == kept()


@transaction
def _take_back(entry_id: int) -> None:
    db.session.execute(update(Entry).where(Entry.id == entry_id).values(points=0, note="gone"))


@transaction
def _sum_anew() -> None:
    keeping.alone()
    keeping.keep_range(0, 2**62)


def test_a_page_asks_the_same_few_questions_however_deep(client: FlaskClient, world: World, relay, statements):
    for number in range(queries.PAGE + 3):
        give(next(people(world, f"p{number}")).id, 1000 - number // 2)
    relay()
    period = queries.current("all")
    assert period is not None
    first = queries.board(period.id)
    for before in (None, first.next):
        with statements() as said:
            queries.board(period.id, 0, before)
        assert len(said) <= 3
    assert f"before={first.next}" in client.get("/leaderboard/all").text
    assert client.get(f"/leaderboard/all?before={first.next}").status_code == 200
    assert client.get("/leaderboard/all?before=nonsense").status_code == 200


def test_an_empty_house_says_how_points_come(client: FlaskClient, world: World, relay):
    world.admin()
    for address in ("/leaderboard", "/leaderboard/season", "/leaderboard/all"):
        assert "Nobody has points here yet" in client.get(address).text
    assert client.get("/leaderboard/seasons").status_code == 200
    assert client.get("/leaderboard/century").status_code == 404
    turn()
    relay()
    assert "Nobody has points here yet" in client.get("/leaderboard/month").text


@transaction
def _erase(person: Person) -> None:
    HOLDINGS["leaderboards"].erases(person, "anonymise")


def test_s56_places_are_given_out_and_go_with_who_goes(world: World, relay):
    ana = world.member("ana")
    give(ana.id, 10)
    relay()
    person = Person(ana.id, "ana", "ana@example.org", "former-1")
    given = HOLDINGS["leaderboards"].gives(person)
    assert {(row["kind"], row["points"]) for row in given["standings"]} >= {("week", 10), ("all", 10)}
    _erase(person)
    assert ranks() == []
    assert kept() == {}


def test_likes_move_the_board_too(world: World, relay):
    ana, ben = world.member("ana"), world.member("ben")
    talk = world.thread("A new wick", by=ben)
    relay()
    before = total_of(ben.id)
    steering.like(ana.actor, talk.post_id)
    relay()
    assert ranks()[0] == (1, "ben", total_of(ben.id))
    assert total_of(ben.id) > before
