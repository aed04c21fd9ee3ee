"""A crawler that wants every page at once is asked to come back; members and what is kept go on (S50)."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.attacks.houses import standing
from tests.attacks.visits import Visit
from tests.services.product import Live
from tests.services.waiting import until
from tests.stack import Stack
from tests.world import Talk

pytestmark = pytest.mark.alone

CRAWLERS = 80
PAGES = 400


@pytest.fixture(scope="module")
def house(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with standing(stack, tmp_path_factory.mktemp("crowd") / "live") as live:
        yield live


@pytest.fixture
def talk(house: Live) -> Talk:
    made = house.world.thread("A talk that everybody reads")
    until(lambda: "ETag" in house.get(made.url).headers, what="the page to be kept")
    return made


def crawl(house: Live, number: int) -> requests.Response:
    return house.get(f"/tags/word{number}")


def test_s50_members_are_served_while_a_crowd_of_guests_is_turned_away(house: Live, talk: Talk):
    member = Visit(house, house.world.member("ana"))
    with ThreadPoolExecutor(CRAWLERS) as crawlers:
        wave = [crawlers.submit(crawl, house, number) for number in range(PAGES)]
        mine = [member.get(talk.url).status_code for _ in range(20)]
        kept = [house.get(talk.url).status_code for _ in range(5)]
        answers = [each.result() for each in wave]
    assert set(mine) == set(kept) == {200}
    seen = Counter(answer.status_code for answer in answers)
    assert set(seen) == {200, 503}
    refused = next(answer for answer in answers if answer.status_code == 503)
    assert int(refused.headers["Retry-After"]) >= 1
    assert refused.headers["Cache-Control"] == "private, no-store"
    assert len(refused.content) < 2_000
    assert crawl(house, PAGES).status_code == 200, "whoever comes back later is let in"


def test_a_guest_alone_is_never_turned_away(house: Live, talk: Talk):
    assert {crawl(house, number).status_code for number in range(PAGES + 1, PAGES + 80)} == {200}
