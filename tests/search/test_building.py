"""The index is built beside the one that is searched, may be broken off anywhere, and comes back by itself."""

import os
import shutil

import pytest

from forum.core.relay import round_of_telling, run_due
from forum.search import building, editions, feeding, jobs, shelf
from forum.search.engine import Unready

pytestmark = pytest.mark.data


@pytest.fixture
def small_steps(monkeypatch):
    """Steps of two documents, so that a build has many."""
    monkeypatch.setattr(building, "AT_ONCE", 2)


@pytest.fixture
def talks(world, seeker):
    """Five threads, indexed."""
    made = [world.thread(f"Lantern number {number}", source="It glows.") for number in range(5)]
    seeker.catch_up()
    return made


def _open():
    at = editions.progress()
    assert at is not None
    return at


def embedded(app):
    return app.extensions["settings"].embedded


def test_the_old_index_is_searched_while_another_is_built(seeker, client, talks, small_steps):
    before = editions.current_id()
    build = building.build()
    assert next(build) == (2, 5)
    assert len(seeker.rows(client, "lantern")) == 5
    assert editions.current_id() == before
    assert list(build)[-1] == (5, 5)
    shelf.close_all()
    assert editions.current_id() != before
    assert len(seeker.rows(client, "lantern")) == 5


def test_a_build_that_was_broken_off_goes_on(seeker, client, talks, small_steps):
    build = building.build()
    next(build)
    build.close()  # as Ctrl-C would
    at = _open()
    assert (at.done, len(seeker.rows(client, "lantern"))) == (2, 5)
    assert next(building.build()) == (4, 5)
    assert _open().id == at.id


def test_a_build_may_be_begun_anew(talks, small_steps):
    next(building.build())
    before = _open().id
    assert next(building.build(anew=True)) == (2, 5)
    assert _open().id != before


def test_two_do_not_build_at_once(talks, small_steps):
    build = building.build()
    next(build)
    with pytest.raises(building.Occupied):
        next(building.build())


def test_what_changes_meanwhile_is_in_the_new_index(world, seeker, client, talks, small_steps):
    build = building.build()
    next(build)
    world.edit(talks[0].post_id, by=world.member("ana"), source="It smokes.", title="Lantern with a wick")
    world.delete_post(talks[1].post_id, by=world.moderator())
    world.reply(talks[2], source="Mine smokes too.")
    run_due()
    list(build)
    seeker.catch_up()
    assert sorted(seeker.rows(client, "smokes")) == ["Lantern number 2", "Lantern with a wick"]
    assert len(seeker.rows(client, "lantern")) == 4


def test_a_change_that_went_into_the_old_index_at_the_last_moment_is_fed_to_the_new_one(world, seeker, client, talks):
    at = editions.begin(anew=True)
    while at.kind != building.CATCHING_UP:
        at, _last = building.step(at)
    world.reply(talks[0], source="A late firefly.")
    run_due()
    feeding.feed()  # into the old one
    editions.make_current(at.id)
    seeker.catch_up()
    assert seeker.rows(client, "firefly") == ["Lantern number 0"]


def test_s57_a_house_without_an_index_says_so_and_builds_one(world, seeker, client):
    world.thread("Lantern number 7")
    answer = client.get("/search?q=lantern")
    assert answer.status_code == 503
    assert "Search is being rebuilt" in answer.text
    assert answer.headers["Retry-After"] == "10"
    run_due()
    assert seeker.rows(client, "lantern") == ["Lantern number 7"]


def test_s63_a_torn_index_is_noticed_and_built_anew(app, seeker, client, talks):
    if not embedded(app):
        pytest.skip("PostgreSQL looks after its own files")
    folder = shelf.folder(editions.current_id())
    shelf.close_all()
    for path in folder.iterdir():
        path.write_bytes(os.urandom(64))
    assert "Search is being rebuilt" in client.get("/search?q=lantern").text
    assert client.get(talks[0].url).status_code == 200
    run_due()
    shelf.close_all()
    assert len(seeker.rows(client, "lantern")) == 5


def test_s63_an_index_that_is_lost_is_built_anew_while_posting_goes_on(app, world, seeker, client, talks):
    if not embedded(app):
        pytest.skip("PostgreSQL looks after its own files")
    shutil.rmtree(shelf.root())
    shelf.close_all()
    world.reply(talks[0], source="A firefly.")
    jobs.look_after()
    run_due()
    shelf.close_all()
    assert seeker.rows(client, "firefly") == ["Lantern number 0"]


def test_a_folder_that_others_may_write_is_not_read(app, talks):
    if not embedded(app):
        pytest.skip("there is no folder")
    folder = shelf.folder(editions.current_id())
    folder.chmod(0o777)
    with pytest.raises(Unready, match="chmod 700"):
        shelf.folder(editions.current_id())


def test_the_index_is_its_owners_alone(app, talks):
    if not embedded(app):
        pytest.skip("there is no folder")
    folder = shelf.folder(editions.current_id())
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}


def test_the_commands_tell_how_it_is(app, talks):
    run = app.test_cli_runner().invoke
    said = run(args=["search", "status"]).output
    assert "5 documents of 5 posts" in said
    assert "new index is searched" in run(args=["search", "rebuild"]).output
    assert "waiting" in run(args=["search", "status"]).output
    assert "search index" in run(args=["doctor"]).output


def test_files_of_editions_that_are_no_more_go(app, world, talks):
    if not embedded(app):
        pytest.skip("there are no files")
    old = shelf.folder(editions.current_id())
    list(building.build())
    assert old.exists()  # somebody may be reading
    with world.days_later(1):
        jobs.look_after()
    assert not old.exists()
    assert shelf.folder(editions.current_id()).exists()


def test_s56_words_of_a_deleted_post_are_gone_after_a_night(app, world, seeker, talks):
    if not embedded(app):
        pytest.skip("PostgreSQL's vacuum does it")
    reply = world.reply(talks[0], source="Confidential xylophonist.")
    seeker.catch_up()
    world.delete_post(reply.id, by=world.moderator())
    seeker.catch_up()
    jobs.tidy()
    shelf.close_all()
    folder = shelf.folder(editions.current_id())
    assert all(b"xylophonist" not in path.read_bytes() for path in folder.iterdir())


def test_changes_are_fed_by_one_at_a_time(world, seeker, talks):
    world.reply(talks[0], source="A firefly.")
    while round_of_telling():  # and do no job: feeding is one
        pass
    assert editions.hold(editions.current_id())
    assert feeding.feed() is False
    assert len(feeding.waiting_changes()) == 2
    editions.release(editions.current_id())
    assert feeding.feed() is True
    assert feeding.waiting_changes() == []
