"""An embedded house moves into a scaled one: all of it, once, and whatever happens on the way."""

import fcntl
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from forum.core import revision
from forum.core.clock import now
from forum.core.config import Settings
from forum.core.db import db, read
from forum.core.outbox import Fact
from forum.threads.models import Post, Thread
from tests.home.houses import DIES_AT_ROW, DIES_AT_WORDS, Move, closed, opened
from tests.services.postgres import Postgres
from tests.services.s3 import Store
from tests.stack import Embedded
from tests.world import Talk, World

HOSTILE = 'Tab\tback\\slash \\N "quotes" \r\n 🏮 ЖЗ ā \u202e {"a": 1} \\. end'
BIG = 2**62
FIRST = datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Flask]:
    """Makes embedded houses that hold nothing yet, whatever kind of install this run is about."""
    mould = Embedded(tmp_path_factory.mktemp("moulds"))
    return lambda data: opened(Settings(**mould.fresh(data), url="http://localhost"))


@pytest.fixture
def move(tmp_path: Path, empty: Callable[[Path], Flask], cluster: Postgres, redis_url: str) -> Iterator[Move]:
    name = f"move_{secrets.token_hex(6)}"
    app = empty(tmp_path / "data")
    yield Move(app, cluster.create(name), redis_url)
    closed(app)
    cluster.drop(name)


@pytest.fixture
def talk(move: Move) -> Talk:
    """A thread with replies in a house that is about to move."""
    world = World(move.app)
    talk = world.thread(tags=["wick", "ёж"], poll=("Which?", ["One", "Two"]))
    said = world.reply(talk)
    world.edit(said.id, by=world.member("ben"), source="With a softer brush.")
    world.delete_post(world.reply(talk).id, by=world.moderator())
    return talk


def replies(move: Move) -> list[str]:
    app = move.new()
    with app.app_context():
        found = list(read().scalars(select(Post.source).where(Post.number > 1).order_by(Post.number)))
    closed(app)
    return found


def at_target(move: Move, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(move.to, autocommit=True) as connection:
        done = connection.execute(statement.encode())
        return done.fetchall() if done.description else []


def test_a_house_moves_with_all_it_holds_and_lives_on(move: Move, talk: Talk):
    signed_in = World(move.app).client(World(move.app).member("ola"))
    done = move.run()
    assert done.exit_code == 0, done.output
    assert "tables are there" in done.output
    assert f"HOMEGROUND_DATABASE_URL  {move.to}" in done.output
    assert "flask search rebuild" in done.output
    app = move.new()
    world = World(app)
    client = app.test_client()
    cookie = signed_in.get_cookie("session")
    assert cookie
    client.set_cookie("session", cookie.value)
    assert "With a softer brush." in client.get(talk.url).text
    assert (
        client.post(
            f"/threads/{talk.id}/posts", data={"csrf_token": world.token(client), "source": "Me too."}
        ).status_code
        == 303
    )
    assert app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 0
    closed(app)
    assert replies(move)[-1] == "Me too."


def test_hostile_values_arrive_as_they_were(move: Move, talk: Talk):
    hard = {"null": None, "true": True, "big": 2**80, "float": 0.1, "words": HOSTILE, "half": "\ud800"}
    with move.app.app_context(), db.engine.begin() as connection:
        connection.execute(insert(Fact).values(id=BIG, name="Strange", payload=hard, happened_at=now()))
        connection.execute(update(Post).where(Post.number == 1).values(source=HOSTILE))
        connection.exec_driver_sql("UPDATE member SET scope = 'null' WHERE name = 'ben'")
        connection.exec_driver_sql("UPDATE thread SET created_at = '1970-01-01 00:00:00.000001'")
        connection.execute(insert(Fact).values(id=BIG + 1, name="Gone", payload={}, happened_at=now()))
        connection.exec_driver_sql(f"DELETE FROM fact WHERE id = {BIG + 1}")
    done = move.run()
    assert done.exit_code == 0, done.output
    app = move.new()
    with app.app_context():
        assert read().scalar(select(Fact.payload).where(Fact.id == BIG)) == hard
        assert read().scalar(select(Post.source).where(Post.number == 1)) == HOSTILE
        assert read().scalar(select(Thread.created_at)) == FIRST
    closed(app)
    assert at_target(move, "SELECT scope::text FROM member WHERE name IN ('ana', 'ben') ORDER BY name") == [
        (None,),
        ("null",),
    ]
    assert at_target(move, "SELECT nextval('fact_id_seq')") == [(BIG + 2,)], "an id is never given twice"


def test_once_moved_it_is_only_compared_again(move: Move, talk: Talk):
    first, second = move.run(), move.run()
    assert (first.exit_code, second.exit_code) == (0, 0), second.output
    assert "Carrying" not in second.output
    assert "tables are there" in second.output
    assert at_target(move, "SELECT to_regclass('move')") == [(None,)]


def test_a_changed_row_is_noticed(move: Move, talk: Talk):
    move.run()
    at_target(move, "UPDATE post SET like_count = like_count + 1 WHERE number = 1")
    done = move.run()
    assert done.exit_code == 1
    assert [line.split()[0] for line in done.output.splitlines() if "NOT THE SAME" in line] == ["post"]
    assert "in 1 of" in done.output


@pytest.mark.alone
def test_killed_anywhere_and_started_again_it_arrives_once(move: Move, talk: Talk):
    deaths = [
        DIES_AT_ROW.format(25),
        DIES_AT_WORDS.format("INSERT INTO move"),
        DIES_AT_WORDS.format("setval"),
        DIES_AT_WORDS.format("DROP TABLE move"),
    ]
    assert [move.killed(death) for death in deaths] == [True] * len(deaths)
    done = move.run()
    assert done.exit_code == 0, done.output
    assert "Going on" in done.output
    assert replies(move) == ["With a softer brush.", "With a soft brush and warm water."]
    assert at_target(move, "SELECT to_regclass('move')") == [(None,)]


@pytest.mark.alone
def test_what_changed_between_two_starts_is_carried_anew(move: Move, talk: Talk):
    assert move.killed(DIES_AT_WORDS.format("setval"))
    World(move.app).reply(talk, by=World(move.app).member("ola"), source="Meanwhile.")
    done = move.run()
    assert done.exit_code == 0, done.output
    assert "beginning anew" in done.output
    assert replies(move)[-1] == "Meanwhile."


def test_a_house_that_is_served_stays(move: Move, talk: Talk):
    with (move.data / "serve.lock").open("a+") as server:
        fcntl.flock(server, fcntl.LOCK_EX)
        done = move.run()
    assert done.exit_code == 1
    assert "is being served already" in done.output


def test_nobody_writes_meanwhile(move: Move, talk: Talk):
    writer = sqlite3.connect(move.data / "homeground.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    done = move.run()
    writer.close()
    assert done.exit_code == 1
    assert "Somebody writes to" in done.output


STRANGERS = "CREATE TABLE invoices (id int)"
ANOTHER = f"""
    CREATE TABLE {revision.TABLE} (version_num varchar(32));
    CREATE TABLE move (origin text, carried text);
    INSERT INTO move VALUES ('another', '')
"""


@pytest.mark.parametrize(
    ("there", "word"), [(STRANGERS, "tables of something else"), (ANOTHER, "Another house is on its way")]
)
def test_a_database_that_is_in_use_is_left_alone(move: Move, there: str, word: str):
    at_target(move, there)
    done = move.run()
    assert done.exit_code == 1
    assert word in done.output


@pytest.mark.parametrize(
    ("to", "word"),
    [
        ("sqlite:///other.db", "give postgresql://"),
        ("mysql://u@h/d", "give postgresql://"),
        ("nonsense", "no address of a database"),
        ("postgresql://me:geheim@127.0.0.1:1/house", "cannot be reached"),
    ],
)
def test_a_wrong_address_is_explained(move: Move, to: str, word: str):
    done = move.run(to=to)
    assert done.exit_code == 1
    assert word in done.output
    assert "Traceback" not in done.output
    assert "geheim" not in done.output


def test_a_house_of_others_is_not_overwritten(move: Move, talk: Talk, tmp_path: Path, empty: Callable[[Path], Flask]):
    move.run()
    other = empty(tmp_path / "other")
    World(other).thread("Another house")
    done = Move(other, move.to, move.redis_url).run()
    closed(other)
    assert done.exit_code == 1
    assert "holds something else than this house" in done.output
    assert len(replies(move)) == 2


def test_its_files_move_to_a_bucket(move: Move, talk: Talk, s3: Store):
    folder = move.data / "files" / "pictures" / "ab" / "abc"
    folder.mkdir(parents=True)
    for name in ("base.webp", "640.webp"):
        (folder / name).write_bytes(name.encode() * 100)
    s3.client.put_object(Bucket="homeground", Key="pictures/ab/abc/base.webp", Body=b"half")
    for _ in range(2):
        done = move.run("--storage", s3.url)
        assert done.exit_code == 0, done.output
        assert "All 2 files are there" in done.output
    kept = s3.client.get_object(Bucket="homeground", Key="pictures/ab/abc/base.webp")
    assert (kept["Body"].read(), kept["ContentType"]) == (b"base.webp" * 100, "image/webp")


def test_what_is_no_embedded_house_does_not_move(move: Move, tmp_path: Path):
    (move.data / "homeground.db").unlink()
    assert "holds no house" in move.run().output
    new = move.new()
    done = Move(new, move.to, move.redis_url).run()
    closed(new)
    assert "Unset it to move" in done.output
