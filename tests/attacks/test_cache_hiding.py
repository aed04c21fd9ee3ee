"""What guests may no longer see is gone from every kept page at once (S20)."""

from collections.abc import Iterator
from typing import Any

import pytest

from forum.categories.actions import change_category
from forum.core.access import HOUSE
from forum.core.clock import monotonic
from forum.threads.steering import move
from tests.attacks.houses import standing
from tests.attacks.kept import House
from tests.services.product import Live
from tests.services.waiting import until
from tests.stack import Stack
from tests.world import Talk, World

CANARY = "cormorant"
LISTS = ("/", "/latest", "/top", "/top/all", "/unanswered", "/c/stoves", "/tags", "/tags/wetland", "/latest.atom",
         "/c/stoves.atom", "/sitemaps/0.xml", "/u/ana", "/u/ana?show=threads", "/categories")  # fmt: skip


@pytest.fixture
def talk(world: World) -> Talk:
    world.thread("Another one")
    return world.thread(f"A {CANARY} on the lake", source=f"That {CANARY} again.", tags=("wetland",))


@pytest.fixture
def house(world: World, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> House:
    made = House(world, monkeypatch)
    for path in (*LISTS, talk.url, f"/threads/{talk.id}.atom"):
        made.ask(path)
    shown = [path for path in LISTS if CANARY in made.ask(path).text]
    assert len(shown) >= 8
    return made


def hide(house: House, talk: Talk) -> dict[str, Any]:
    """Name the ways in which a thread goes out of sight."""
    world = house.world
    cellar = world.category("cellar", see="staff", reply="staff", start="staff")
    return {
        "category": lambda: change_category(HOUSE, world.category().id, see="members"),
        "deleted": lambda: world.delete_post(talk.post_id, by=world.moderator()),
        "moved": lambda: move(world.admin().actor, talk.id, cellar.id),
    }


@pytest.mark.data
@pytest.mark.parametrize("way", ["category", "deleted", "moved"])
def test_s20_what_goes_out_of_sight_is_on_no_kept_page(house: House, talk: Talk, way: str):
    hide(house, talk)[way]()
    house.hear()
    assert house.ask(f"/threads/{talk.id}.atom").status_code == 404
    assert house.ask(talk.url).status_code == 404
    assert not [path for path in LISTS if CANARY in house.ask(path).text]


@pytest.fixture(scope="module")
def running(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with standing(stack, tmp_path_factory.mktemp("hiding") / "live") as live:
        yield live


@pytest.mark.xdist_group("hiding")
def test_no_page_is_stale_for_more_than_a_second_though_no_bell_rings(running: Live):
    talk = running.world.thread("A long talk")
    for number in range(5):
        until(lambda: "ETag" in running.get(talk.url).headers, what="the page to be kept")
        said = running.world.reply(
            talk, source=f"Reply of the {number} order."
        )  # by another process: it has its own bell
        committed, shown = monotonic(), False
        while not shown:
            asked = monotonic()
            shown = f"Reply of the {number} order." in running.get(said.url.rpartition("/")[0]).text
            assert shown or asked - committed <= 1.0
