"""A member's page tells what they did, as far as the reader may see it, and a card says it in three lines."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from forum.core.access import GUEST
from forum.core.clock import at, now
from forum.profiles.drawing import bars, cells, first_day, runs
from forum.profiles.queries import best_posts, days_written
from forum.threads.steering import like
from tests.world import World

pytestmark = pytest.mark.data
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def test_best_posts_are_answers_first_then_the_most_liked(world: World) -> None:
    ana, ben, cleo = world.member("ana"), world.member("ben"), world.member("cleo")
    question = world.thread("Which wick fits?", by=ana, kind="question")
    answer = world.reply(question, by=ben, source="The round one fits.")
    liked = world.reply(question, by=ben, source="I have a drawer full of them.")
    world.reply(question, by=ben, source="Nobody likes this one.")
    like(ana.actor, liked.id)
    like(cleo.actor, liked.id)
    world.accept(answer.id, by=ana)
    found = best_posts(GUEST, ben.id)
    assert [(post.excerpt, post.accepted) for post in found] == [
        ("The round one fits.", True), ("I have a drawer full of them.", False),
    ]  # fmt: skip
    world.delete_post(answer.id, by=ben)
    assert [post.excerpt for post in best_posts(GUEST, ben.id)] == ["I have a drawer full of them."]


def test_what_a_reader_may_not_see_is_neither_best_nor_counted(client: FlaskClient, world: World) -> None:
    ana, ben = world.member("ana"), world.member("ben")
    den = world.category("den", see="staff", reply="staff", start="staff")
    hana = world.staff()
    secret = world.thread("The next stove", by=hana, category=den, source="It burns blue.")
    like(world.admin().actor, secret.post_id)
    open_one = world.thread("Which colour?", by=hana)
    like(ben.actor, open_one.post_id)
    assert [post.title for post in best_posts(ana.actor, hana.id)] == ["Which colour?"]
    assert sum(days_written(ana.actor, hana.id, EPOCH).values()) == 1
    assert sum(days_written(hana.actor, hana.id, EPOCH).values()) == 2
    page = client.get(f"/u/{hana.name}").text
    assert "Which colour?" in page
    assert "The next stove" not in page
    assert "1 post" in client.get(f"/u/{hana.name}/card").text


def test_days_with_posts_are_a_calendar_and_runs(client: FlaskClient, world: World) -> None:
    ana = world.member("ana")
    talk = world.thread("Wicks and stoves", by=ana)
    for days in (1, 2, 3, 9):
        with at(now() - timedelta(days=days)):
            world.reply(talk, by=ana)
    page = client.get("/u/ana").text
    assert "Wrote on 5 days of the last half year" in page
    assert "the longest run is 4 days" in page
    assert 'style="' not in page


@pytest.mark.parametrize(
    ("days", "found"),
    [((), (0, 0, 0)), ((0,), (1, 1, 1)), ((1, 2), (2, 2, 2)), ((2, 3, 4), (3, 3, 0)), ((0, 1, 5, 6, 7), (5, 3, 2))],
)
def test_a_run_goes_on_until_a_whole_day_is_missed(days: tuple[int, ...], found: tuple[int, int, int]) -> None:
    today = date(2026, 11, 24)
    seen = runs([today - timedelta(days=day) for day in days], today)
    assert (seen.days, seen.longest, seen.present) == found


def test_weeks_and_days_stand_where_they_belong() -> None:
    today = date(2026, 11, 24)
    first = first_day(today)
    assert (first.weekday(), today - first < timedelta(weeks=26)) == (0, True)
    drawn = bars({today: 4, first: 8, first - timedelta(days=1): 99}, today)
    assert [(bar.points, bar.height) for bar in drawn if bar.points] == [(8, 60), (4, 30)]
    squares = cells({today: 3}, today)
    assert (squares[0].day, squares[-1].day, squares[-1].shade, squares[-1].y) == (first, today, 2, 12)


def test_a_card_says_only_what_everybody_may_know(client: FlaskClient, world: World) -> None:
    world.member("ana")
    card = client.get("/u/ana/card")
    assert "Level 0: New" in card.text
    assert "0 posts" in card.text
    assert "@" not in card.text
    assert "<html" not in card.text
    assert client.get("/u/ANA/card").status_code == 303
    assert client.get("/u/nobody-here/card").status_code == 404


def test_a_members_page_costs_the_same_however_much_they_wrote(world: World, statements) -> None:
    ana, ben = world.member("ana"), world.member("ben")
    talk = world.thread("Wicks and stoves", by=ana)
    like(ben.actor, talk.post_id)
    mine = world.client(ben)
    mine.get("/u/ana")
    with statements() as few:
        mine.get("/u/ana")
    for number in range(4):
        like(ben.actor, world.reply(talk, by=ana, source=f"Number {number}").id)
    with statements() as many:
        mine.get("/u/ana")
    assert len(many) <= len(few)
    assert len(many) <= 14, "\n".join(many)
