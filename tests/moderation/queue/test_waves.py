from datetime import timedelta

import pytest

from forum.core.clock import at, now
from moderation.people.actions import trace
from moderation.queue import actions
from moderation.queue.queries import case_by_id
from moderation.queue.waves import alike
from tests.world import Someone, World

pytestmark = pytest.mark.data


def flagged(world: World, name: str, source: str) -> int:
    talk = world.thread(f"About {name} and stoves", by=world.member(name), source=source)
    return actions.report("post", talk.post_id, source="flag", guideline=7)


def shared(moderator: Someone, case_id: int) -> dict[int, str]:
    case = case_by_id(case_id)
    assert case is not None
    return {each.case.id: each.shared for each in alike(moderator.actor, case)}


def test_what_links_to_the_same_place_within_the_hour_is_a_wave(world: World):
    first = flagged(world, "ana", "My brother sells jets: https://shop.example/jets?from=ana and he is kind.")
    second = flagged(world, "ben", "Look at [this](https://SHOP.example/jets/) before you buy any other thing.")
    flagged(world, "cleo", "The manual is at https://shop.example/manuals for whoever wants to read it.")
    with at(now() + timedelta(hours=2)):
        late = flagged(world, "dora", "Cheap and good: https://shop.example/jets, ask for the third one.")
    assert shared(world.moderator(), first) == {second: "link"}
    assert shared(world.moderator(), late) == {}


def test_authors_of_one_network_within_the_hour_are_a_wave_for_moderators_of_the_whole_house(world: World):
    stoves = world.category("stoves")
    cases = {}
    for name, address in (("ana", "203.0.113.7"), ("ben", "203.0.113.9"), ("cleo", "198.51.100.1")):
        trace(world.member(name).id, address, None)
        talk = world.thread(f"About {name}", by=world.member(name), category=stoves, source=f"{name} likes old stoves.")
        cases[name] = actions.report("post", talk.post_id, source="flag")
    assert shared(world.moderator(), cases["ana"]) == {cases["ben"]: "network"}
    assert shared(world.moderator("otto", scope=[stoves.id]), cases["ana"]) == {}


def test_a_wave_is_decided_at_once_and_only_what_they_said_is_ticked(world: World):
    trace(world.member("ana").id, "203.0.113.7", None)
    trace(world.member("cleo").id, "203.0.113.8", None)
    first = flagged(world, "ana", "My brother sells jets: https://shop.example/jets and he is kind.")
    second = flagged(world, "ben", "Look at [this](https://shop.example/jets) before you buy any other thing.")
    third = flagged(world, "cleo", "I do not know what to cook tonight, and it rains.")
    mira = world.client(world.moderator())
    shown = mira.get(f"/moderation/cases/{first}").text
    assert "same link within the hour" in shown
    assert f'value="{second}:2" checked' in shown
    assert f'value="{third}:2" checked' not in shown
    assert "same network within the hour" in shown
    fields = {"verdict": "hide", "guideline": "7", "version": "2", "alike": [f"{second}:2", f"{third}:2"]}
    assert world.post(mira, f"/moderation/cases/{first}/decision", **fields).status_code == 303
    assert {case.state for each in (first, second, third) if (case := case_by_id(each))} == {"decided"}
