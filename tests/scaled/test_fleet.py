"""The scaled house as a whole: nothing is lost, doubled or waited for when a part of it dies."""

import json
import re
from email import message_from_bytes, policy
from pathlib import Path

import psycopg
import pytest
import requests
from playwright.sync_api import Page, expect
from requests.adapters import HTTPAdapter
from sqlalchemy import select

from forum.core.clock import monotonic
from forum.core.db import read
from forum.members.models import Member, Session
from forum.threads.models import Post, Thread
from tests.attacks.crowd import Crowd
from tests.attacks.visits import Visit
from tests.browser.watching import opened
from tests.realtime.speaker import Speaker
from tests.services.fleet import Fleet
from tests.services.redis import RedisServer
from tests.services.waiting import until
from tests.world import PASSWORD, Talk

pytestmark = pytest.mark.alone

PEOPLE, EACH = 18, 4  # each twice: who writes may write ten times a minute
LONGEST_S = 5.0
CLOSE_BY_S = 2.0


def sources(house: Fleet, talk: Talk) -> list[str]:
    """Give the words of every reply, in order of their numbers."""
    stored = select(Post.number, Post.source).where(Post.thread_id == talk.id, Post.number > 1).order_by(Post.number)
    with house.world.app.app_context():
        rows = read().execute(stored).all()
        counted = read().scalar(select(Thread.post_count).where(Thread.id == talk.id))
    assert [row.number for row in rows] == list(range(2, len(rows) + 2))
    assert counted == len(rows) + 1
    return [row.source for row in rows]


def settled(house: Fleet, crowd: Crowd) -> None:
    """Send again what got no answer; then everything is there once, and what follows from it is done."""
    kept = sources(house, crowd.talk)
    assert {crowd.source(key) for key in crowd.acknowledged} <= set(kept)
    assert len(set(kept)) == len(kept)
    crowd.speak_all()
    assert crowd.acknowledged == set(crowd.told)
    assert sorted(sources(house, crowd.talk)) == sorted(crowd.source(key) for key in crowd.told)
    until(lambda: house.work_left() == 0, seconds=30, what="what follows from the replies")


def link_in_letter(folder: Path, to: str) -> str:
    """Give the path of the link in the letter that the worker laid into the folder."""

    def found() -> list[str]:
        letters = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]
        texts = [each.get_body(("plain",)).get_content() for each in letters if each["To"] == to]  # type: ignore[union-attr]
        return [link for text in texts for link in re.findall(r"https?://[^/\s]+(/\S+)", text)]

    return until(found, what=f"a letter to {to}")[0]


def reply_in(page: Page, words: str) -> None:
    page.get_by_label("Your reply").fill(words)
    page.get_by_role("button", name="Reply", exact=True).click()


@pytest.mark.browser
def test_s15_who_joins_and_posts_is_seen_live_by_others_whichever_process_they_meet(house: Fleet, visit):
    page = visit()
    page.goto("/join")
    page.get_by_label("Name").fill("nadia")
    page.get_by_label("Mail address").fill("nadia@example.net")
    page.get_by_label("Password").fill("seven mugs on a shelf")
    page.get_by_role("main").get_by_role("button", name="Join").click()
    page.goto(link_in_letter(house.data / "mail", "nadia@example.net"))
    page.get_by_role("main").get_by_role("button").click()
    expect(page.locator(".top summary[title=nadia]")).to_be_visible()

    talk = house.world.thread("Which oil for the lantern?")
    watchers = [opened(visit(who), talk.url) for who in (None, house.world.member("ben"), None, None)]
    page.goto(talk.url)
    reply_in(page, "Paraffin, nothing else.")
    for watcher in watchers:
        expect(watcher.locator("#post-2")).to_contain_text("Paraffin, nothing else.", timeout=10_000)
        assert watcher.evaluate("window.stays") is True

    part = house.sockets[0]
    part.kill()  # whoever was connected there comes back through the other one, and lacks nothing
    house.world.reply(talk, source="Said while a process was dead.")
    for watcher in watchers:
        expect(watcher.get_by_text("Said while a process was dead.")).to_be_visible(timeout=15_000)
        assert watcher.evaluate("window.stays") is True
        assert watcher.locator("article.post").count() == 3
        vars(watcher)["complaints"].expect("WebSocket connection to")
    house.replaced(part)


def test_sockets_need_no_stickiness(house: Fleet):
    talk = house.world.thread("Told to all")
    speakers = [Speaker(house.port).greet() for _ in range(6)]
    assert all(speaker.join(f"thread:{talk.id}") for speaker in speakers)
    said = house.world.reply(talk, source="Hello, both of you.")
    for speaker in speakers:
        assert "Hello, both of you." in json.dumps(speaker.event("pieces", lambda words: words))
        speaker.socket.close()
    assert said.number == 2


def test_s57_a_worker_and_pages_killed_under_load_lose_and_double_nothing(house: Fleet):
    crowd = Crowd(house, house.world.thread("Killed under load"), PEOPLE, EACH, "cleo")
    with crowd.speaking():
        crowd.wait_for(20)
        house.workers[0].kill()
        house.pages[0].kill()
        crowd.wait_for(40)
    house.replaced(house.pages[0])
    house.replaced(house.workers[0])
    settled(house, crowd)


def test_s60_pages_asked_to_stop_under_load_tear_nothing(house: Fleet):
    crowd = Crowd(house, house.world.thread("Stopped under load"), PEOPLE, EACH, "dora")
    with crowd.speaking():
        crowd.wait_for(20)
        assert house.pages[1].stop() == 0
    house.replaced(house.pages[1])
    assert not crowd.broken
    assert {status for answers in crowd.told.values() for status, _ in answers} == {303}
    settled(house, crowd)


def test_s64_postgresql_hangs_up_on_all_under_load_and_nothing_is_lost(house: Fleet):
    crowd = Crowd(house, house.world.thread("Hung up on"), PEOPLE, EACH, "gina")
    with crowd.speaking():
        crowd.wait_for(20)
        with psycopg.connect(house.environ["HOMEGROUND_DATABASE_URL"], autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        crowd.wait_for(40)
    settled(house, crowd)


@pytest.mark.browser
def test_s63_a_black_hole_for_redis_stops_nobody(house: Fleet, redis_server: RedisServer, visit):
    talk = house.world.thread("Without Redis")
    page = opened(visit(house.world.member("ben")), talk.url)
    crowd = Crowd(house, house.world.thread("Many write"), PEOPLE, 4, "finn")
    guest, slowest = Visit(house), 0.0
    with redis_server.frozen():
        end = monotonic() + 5
        with crowd.speaking():
            while (began := monotonic()) < end:
                assert guest.get(crowd.talk.url).status_code == 200
                slowest = max(slowest, monotonic() - began)
        said = house.world.reply(talk, source="Is anybody there?")
        expect(page.get_by_text("Is anybody there?")).to_be_visible(timeout=10_000)
    assert slowest < LONGEST_S
    assert {status for answers in crowd.told.values() for status, _ in answers} == {303}
    assert not crowd.broken
    house.world.reply(talk, source="And back again.")
    expect(page.get_by_text("And back again.")).to_be_visible(timeout=10_000)
    assert page.evaluate("window.stays") is True
    assert said.number
    settled(house, crowd)


@pytest.mark.parametrize("claimed", ["", "6.6.6.6", "6.6.6.6, 127.0.0.1", "unknown"])
def test_s69_the_address_of_a_visitor_is_the_one_nginx_saw(house: Fleet, claimed: str):
    eva = house.world.member("eva")
    session = requests.Session()
    adapter = HTTPAdapter()
    adapter.init_poolmanager(1, 1, source_address=("127.0.0.9", 0))
    session.mount("http://", adapter)
    headers = {"X-Forwarded-For": claimed, "Forwarded": f"for={claimed}", "X-Real-IP": claimed} if claimed else {}
    form = session.get(f"{house.url}/sign-in", headers=headers, timeout=10).text
    token = re.findall(r'name="csrf_token" value="([^"]+)"', form)[0]
    typed = {"csrf_token": token, "email": eva.email, "password": PASSWORD}
    done = session.post(f"{house.url}/sign-in", typed, headers=headers, timeout=20, allow_redirects=False)
    assert done.status_code == 303
    newest = select(Session.address).join(Member, Member.id == Session.member_id).where(Member.name == "eva")
    with house.world.app.app_context():
        assert read().scalars(newest.order_by(Session.id.desc())).first() == "127.0.0.9"
