import io
import json
import sqlite3
import zipfile

import pytest
from PIL import Image
from sqlalchemy import select, text, update

from forum.core.access import Actor, audiences_of
from forum.core.clock import at, now
from forum.core.db import Model, db, read, stop_reading
from forum.core.relay import run_due
from forum.core.transaction import transaction
from forum.media.actions import upload
from forum.members.actions import edit_profile, give_title
from forum.members.erasing import erase_member
from forum.members.models import Erasure, Member, Session
from forum.search import jobs as search
from forum.threads import steering
from forum.threads.drafts import save
from forum.threads.models import Post, Thread
from moderation.audit import verifying

pytestmark = pytest.mark.data

NAME, WORD = "Zuzanna-K", "quetzalcoatl"
EMAIL = "zuzanna.k@quetzal.example"
ADDRESS = "203.0.113.77"


def session_actor(who):
    """Give somebody as they are in their own session, just verified."""
    session_id = read().scalar(select(Session.id).where(Session.member_id == who.id).order_by(Session.id.desc()))
    return Actor(
        member_id=who.id, name=who.name, role="member", audiences=audiences_of("member"), confirmed=True,
        session_id=session_id,
    )  # fmt: skip


def picture():
    kept = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(kept, "PNG")
    return kept.getvalue()


@pytest.fixture
def zuzanna(world):
    """Somebody who left traces everywhere, and a friend who mentioned and quoted her."""
    who = world.member(NAME, email=EMAIL)
    ben = world.member("ben")
    edit_profile(who.actor, about=f"I like {WORD} birds")
    give_title(world.admin().actor, who.id, f"Keeper of {WORD}")
    shown = upload(who.actor, picture(), "post", alt=f"A {WORD}")
    own = world.thread(f"The {WORD} thread", by=who, source=f"Look: {WORD} ![A bird](picture:{shown.key})")
    world.reply(own, by=ben, source=f"@{NAME} you are right.\n\n{NAME} wrote:\n> it flies")
    talk = world.thread("Ben asks", by=ben, poll=("Which?", ["One", "Two"]))
    said = world.reply(talk, by=who, source=f"Old {WORD}")
    world.edit(said.id, by=who, source=f"New {WORD}")
    steering.like(who.actor, talk.post_id)
    save(who.actor, "new", title=f"Draft {WORD}", source=f"About {WORD}", seen=None)
    world.suspend(who, reason=f"{NAME} was rude")
    client = world.client(who)
    set_address(who.id)
    return who, client, own, talk


@transaction
def set_address(member_id):
    db.session.execute(update(Session).where(Session.member_id == member_id).values(address=ADDRESS))


@pytest.fixture
def archive(world, zuzanna):
    _who, client, *_ = zuzanna
    page = world.post(client, "/settings/data/archive").get_data(as_text=True)
    link = page.split('href="/settings/data/archive?')[1].split('"')[0]
    answer = client.get(f"/settings/data/archive?{link}")
    assert answer.content_type == "application/zip"
    return link, zipfile.ZipFile(io.BytesIO(answer.get_data()))


def contents(packed):
    return {name: json.loads(packed.read(name)) for name in packed.namelist() if name.endswith(".json")}


def test_s56_an_archive_holds_all_of_a_member_and_only_theirs(archive):
    said = contents(archive[1])
    assert said["members/account.json"][0]["email"] == EMAIL
    assert [post["source"] for post in said["threads/posts.json"]][1] == f"New {WORD}"
    assert said["threads/earlier_versions.json"][0]["source"] == f"Old {WORD}"
    assert said["threads/drafts.json"][0]["title"] == f"Draft {WORD}"
    assert said["members/suspension.json"][0]["reason"] == f"{NAME} was rude"
    everything = json.dumps(said)
    assert "you are right" not in everything
    assert "ben@example.org" not in everything
    assert "argon2" not in everything
    assert [name for name in archive[1].namelist() if name.startswith("pictures/")]


def test_s56_the_link_is_for_one_session_and_an_hour(world, zuzanna, archive):
    who, client, *_ = zuzanna
    link = archive[0]
    assert world.client(who).get(f"/settings/data/archive?{link}").status_code == 404
    assert world.client(world.member("ben")).get(f"/settings/data/archive?{link}").status_code == 404
    assert world.client().get(f"/settings/data/archive?{link}").status_code == 303
    assert client.get("/settings/data/archive?key=forged").status_code == 404


def test_s56_data_are_given_after_the_password_alone(world, zuzanna):
    _who, client, *_ = zuzanna
    with at(now()):
        make_old()
    assert world.post(client, "/settings/data/archive").status_code == 422
    assert world.post(client, "/settings/data/archive", current="wrong words entirely").status_code == 422
    assert world.post(client, "/settings/data/archive", current="a quiet lantern at dusk").status_code == 200


@transaction
def make_old():
    db.session.execute(update(Session).values(verified_at=now().replace(year=2020)))


def leave(world, zuzanna, how):
    """Erase her as she would herself, and let all the work be done."""
    _who, client, *_ = zuzanna
    settle()
    answer = world.post(client, "/settings/data/erasure", how=how, name=NAME)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    settle()
    search.tidy()


def settle():
    """Do all that is to be done, and have all of it found."""
    run_due()
    search.look_after()
    run_due()
    search.feed()


def residue(settings, *words):
    """List where any of the words still is: tables, and every file of the data folder as it lies on the disk."""
    found = []
    for table in Model.metadata.sorted_tables:
        for row in read().execute(select(table)):
            found += [(table.name, word) for word in words if word.casefold() in repr(tuple(row)).casefold()]
    stop_reading()
    db.session.remove()
    db.engine.dispose()
    if settings.embedded:
        with sqlite3.connect(settings.data / "homeground.db") as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
    for path in settings.data.rglob("*"):
        if path.is_file():
            data = path.read_bytes().lower()
            found += [(path.name, word) for word in words if word.casefold().encode() in data]
    return sorted(set(found))


def test_s56_of_who_takes_their_words_along_no_byte_is_left(world, zuzanna, settings):
    settle()
    before = {place for place, _word in residue(settings, NAME, EMAIL, ADDRESS, WORD)}
    assert {"member", "session", "post", "edit", "draft", "thread", "audit_saying"} <= before
    leave(world, zuzanna, "delete")
    assert residue(settings, NAME, EMAIL, ADDRESS, WORD) == []


def test_s56_of_who_leaves_their_words_no_byte_tells_whose_they_were(world, zuzanna, settings):
    leave(world, zuzanna, "anonymise")
    assert residue(settings, NAME, EMAIL, ADDRESS) == []


@pytest.mark.parametrize("how", ["anonymise", "delete"])
def test_s56_threads_stay_readable(world, zuzanna, how):
    _who, _client, own, talk = zuzanna
    leave(world, zuzanna, how)
    page = world.client().get(own.url, follow_redirects=True).get_data(as_text=True)
    assert "you are right" in page
    assert "former-" in page
    assert (WORD in page) == (how == "anonymise")
    assert world.client().get(talk.url).status_code == 200
    assert world.posts(talk) == 2


def test_a_thread_in_which_nobody_else_wrote_goes_with_its_author(world):
    ana = world.member("ana")
    alone = world.thread("Only mine here", by=ana)
    client = world.client(ana)
    assert world.post(client, "/settings/data/erasure", how="delete", name="ana").status_code == 303
    run_due()
    assert world.client().get(alone.url).status_code == 404
    assert "Only mine" not in str(read().scalar(select(Thread.title)))


def test_who_is_erased_is_out_at_once_and_cannot_come_in_again(world, zuzanna):
    who, client, *_ = zuzanna
    assert world.post(client, "/settings/data/erasure", how="anonymise", name=NAME).status_code == 303
    assert client.get("/settings/profile").status_code == 303
    run_due()
    answer = world.post(world.client(), "/sign-in", email=EMAIL, password=who.password)
    assert answer.status_code == 422
    member = read().execute(select(Member.name, Member.email).where(Member.id == who.id)).one()
    assert tuple(member) == (f"former-{who.id}", None)
    erasure = read().execute(select(Erasure.how, Erasure.done_at)).one()
    assert (erasure.how, erasure.done_at is not None) == ("anonymise", True)


def test_erasing_twice_changes_nothing_more(world, zuzanna):
    who, *_ = zuzanna
    leave(world, zuzanna, "anonymise")
    before = list(read().execute(select(Post.id, Post.source)))
    erase_member(who.id)
    assert list(read().execute(select(Post.id, Post.source))) == before


def test_the_command_line_erases_whoever_asked_by_letter(app, world):
    ana = world.member("ana")
    said = app.test_cli_runner().invoke(args=["member", "erase", "ana", "--how", "delete", "--yes"])
    assert said.exit_code == 0, said.output
    run_due()
    assert read().scalar(select(Member.name).where(Member.id == ana.id)) == f"former-{ana.id}"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"how": "anonymise", "name": "somebody"}, "Type your name as it stands"),
        ({"how": "burn", "name": NAME}, ""),
        ({"name": NAME}, "Choose what becomes"),
    ],
)
def test_nobody_is_erased_by_accident(world, zuzanna, fields, said):
    _who, client, *_ = zuzanna
    answer = world.post(client, "/settings/data/erasure", **fields)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert read().scalar(select(Erasure.member_id)) is None


def test_the_only_administrator_stays(world):
    ada = world.client(world.admin())
    answer = world.post(ada, "/settings/data/erasure", how="anonymise", name="ada")
    assert answer.status_code == 422
    assert "only administrator" in answer.get_data(as_text=True)


def test_a_word_that_only_looks_like_the_name_stays_in_others_posts(world):
    stove = world.member("stove")
    ben = world.member("ben")
    talk = world.thread("A talk", by=ben, source="My stove coughs. Ask @stove, he knows. Not @stovemaker.")
    client = world.client(stove)
    world.post(client, "/settings/data/erasure", how="anonymise", name="stove")
    run_due()
    source = read().scalar(select(Post.source).where(Post.id == talk.post_id))
    assert source == f"My stove coughs. Ask @former-{stove.id}, he knows. Not @stovemaker."


def test_s55_erasing_keeps_the_log_whole(world, zuzanna):
    leave(world, zuzanna, "delete")
    assert verifying.verify() is None
    assert read().scalar(text("SELECT count(*) FROM audit WHERE act = 'member.erased'")) == 1
