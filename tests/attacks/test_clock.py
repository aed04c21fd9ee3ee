"""A clock that steps back, leaps and passes 2038: order and pages do not depend on it (S65)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.clock import at, now
from forum.core.db import read
from forum.threads.models import Post, Thread
from tests.world import World

pytestmark = pytest.mark.data

STEPS = (
    timedelta(0), timedelta(days=-1), timedelta(days=1), timedelta(days=-400), timedelta(seconds=-1),
    timedelta(days=36500),
)  # fmt: skip
MOMENTS = (
    datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC), datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 59, 59, 999999, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 30, tzinfo=UTC), datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC),
)  # fmt: skip


def test_s65_posts_stay_in_the_order_they_were_written_whatever_the_clock_says(client: FlaskClient, world: World):
    talk, begun = world.thread(), now()
    moments = [*(begun + step for step in STEPS), *MOMENTS]
    for number, moment in enumerate(moments, 2):
        with at(moment):
            assert world.reply(talk, source=f"Word number {number}.").number == number
    page = client.get(talk.url)
    assert page.status_code == 200
    assert re.findall(r"Word number (\d+)\.</p>", page.text) == [str(number) for number in range(2, len(moments) + 2)]
    stored = read().execute(select(Post.id, Post.number).where(Post.thread_id == talk.id).order_by(Post.id)).all()
    assert [row.number for row in stored] == list(range(1, len(moments) + 2))
    assert read().scalar(select(Thread.last_post_at)) == max(moments)
    for path in (f"/threads/{talk.id}.atom", "/latest.atom", "/latest", "/sitemaps/0.xml"):
        assert client.get(path).status_code == 200, path


def test_s65_every_thread_is_on_one_page_of_the_list_and_only_one(client: FlaskClient, world: World):
    same = now()
    for number in range(70):
        with at(same - timedelta(days=number % 3) if number % 2 else same):
            world.thread(f"Thread number {number:03}")
    seen: list[str] = []
    path: str | None = "/latest"
    while path:
        page = client.get(path).text
        seen += dict.fromkeys(re.findall(r"Thread number (\d{3})", page))
        older = re.search(r'href="(/latest\?before=[^"]+)"', page)
        path = older[1] if older else None
    assert sorted(seen) == [f"{number:03}" for number in range(70)]


def test_s65_a_session_and_a_form_outlive_a_clock_that_steps_back(client: FlaskClient, world: World):
    ana = world.member("ana")
    talk = world.thread(by=ana)
    with at(now() + timedelta(days=1)):
        world.sign_in(client, ana)
        assert world.post(client, f"/threads/{talk.id}/posts", source="From tomorrow").status_code == 303
    for back in (timedelta(hours=1), timedelta(days=2)):
        with at(now() - back):
            assert client.get("/settings/account").status_code == 200
            assert world.post(client, f"/threads/{talk.id}/posts", source="From before").status_code == 303


@pytest.mark.parametrize("years", [-1, 15, 60])
def test_s65_waiting_is_told_in_seconds_to_come(client: FlaskClient, world: World, years: int):
    ana = world.member("ana")
    world.sign_in(client, ana)
    talk = world.thread(by=ana)
    with at(now() + timedelta(days=365 * years)):
        world.sign_in(client, ana)
        answers = [world.post(client, f"/threads/{talk.id}/posts", source=f"Reply {number}") for number in range(12)]
    assert answers[-1].status_code == 429
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 120
