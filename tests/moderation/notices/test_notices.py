import re

import pytest
from sqlalchemy import select

from forum.core.access import HOUSE
from forum.core.db import read
from moderation.notices.actions import forget_old
from moderation.notices.models import Notice
from moderation.queue import actions as queue
from moderation.queue.models import Case, Evidence, Hit
from tests.world import World

pytestmark = pytest.mark.data

REASON = "It names my home address, and I never agreed to that."


def notice(address: str, **other: object) -> dict[str, object]:
    given = {"url": address, "ground": "private", "reason": REASON, "name": "Zane", "email": "zane@example.org"}
    return given | {"good_faith": "y"} | other


def case_id() -> int:
    return read().execute(select(Case.id)).scalar_one()


def test_a_guest_gives_a_notice_and_gets_a_receipt_with_a_number(world: World, relay, smtp) -> None:
    talk, guest = world.thread(source="He lives at 5 Mill Road."), world.client()
    assert 'href="/notices/new"' in guest.get(talk.url).text
    answer = world.post(guest, "/notices", **notice(f"http://localhost{talk.url}"))
    assert answer.status_code == 303
    assert "It waits to be looked at" in guest.get(answer.location).text
    assert read().execute(
        select(Hit.source, Evidence.source).join(Evidence, Evidence.case_id == Hit.case_id)
    ).all() == [("notice", "He lives at 5 Mill Road.")]
    relay()
    letter = smtp.wait_for(lambda sent: sent["To"] == "zane@example.org")
    number = read().execute(select(Notice.id)).scalar_one()
    assert f"notice {number}" in letter["Subject"]
    assert "Mill Road" not in letter.get_content()


def test_the_decision_is_told_with_what_can_be_done_about_it(world: World, relay, smtp) -> None:
    talk = world.thread()
    world.post(world.client(), "/notices", **notice(talk.url))
    queue.decide(world.moderator().actor, case_id(), "keep")
    relay()
    with world.days_later(0.001):
        relay()
    letter = smtp.wait_for(lambda sent: "is decided" in sent["Subject"]).get_content()
    assert "let it stand" in letter
    assert "settlement of disputes" in letter.replace("\n", " ")
    link = re.search(r"/notices/\S+", letter)
    assert link
    assert "let it stand" in world.client().get(link.group()).text


def test_a_rule_that_decided_is_not_called_a_person(world: World, relay, smtp) -> None:
    talk = world.thread()
    world.post(world.client(), "/notices", **notice(talk.url))
    queue.decide(HOUSE, case_id(), "keep", automatic=True)
    relay()
    with world.days_later(0.001):
        relay()
    letter = smtp.wait_for(lambda sent: "is decided" in sent["Subject"]).get_content()
    assert "no person looked at it yet" in letter.replace("\n", " ")
    assert "A person looked" not in letter


def test_a_poll_is_named_by_its_own_address(world: World) -> None:
    talk = world.thread(poll=("Who is the worst?", ["Ben", "Cid"]))
    shown = world.client(world.member("ben")).get(talk.url).text
    assert 'id="thread-poll"' in shown
    assert world.post(world.client(), "/notices", **notice(f"{talk.url}#thread-poll")).status_code == 303
    assert read().execute(select(Case.kind)).scalar_one() == "poll"


def test_a_decision_undone_at_once_is_told_to_nobody(world: World, relay, smtp) -> None:
    mira, talk = world.moderator(), world.thread()
    world.post(world.client(), "/notices", **notice(talk.url))
    made = queue.decide(mira.actor, case_id(), "keep")
    relay()
    queue.undo(mira.actor, made)
    with world.days_later(0.001):
        relay()
    assert not [sent for sent in smtp.messages if "is decided" in sent["Subject"]]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("email", "zane"),
        ("reason", "Bad."),
        ("good_faith", ""),
        ("ground", "x"),
        ("url", "/t/x/99"),
        ("url", "http://[/t/x/1"),
    ],
)
def test_what_the_law_asks_for_is_asked_for_and_nothing_typed_is_lost(world: World, field: str, value: str) -> None:
    sent = notice(world.thread().url) | {field: value}
    answer = world.post(world.client(), "/notices", **{name: given for name, given in sent.items() if given != ""})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert read().scalars(select(Notice.id)).all() == []


def test_who_tells_of_abused_children_need_not_say_who_they_are(world: World) -> None:
    sent = notice(world.thread().url, ground="children", name="", email="")
    assert world.post(world.client(), "/notices", **sent).status_code == 303


def test_pages_of_members_can_be_named(world: World) -> None:
    ana = world.member("ana")
    assert world.post(world.client(), "/notices", **notice("http://localhost/u/ana")).status_code == 303
    assert read().execute(select(Case.kind, Case.thing_id)).all() == [("profile", ana.id)]


def test_s16_what_a_guest_cannot_see_is_as_if_it_were_not_there(world: World) -> None:
    hidden = world.thread(by=world.staff(), category=world.category("shop", see="staff", reply="staff", start="staff"))
    secret = world.post(world.client(), "/notices", **notice(hidden.url))
    nothing = world.post(world.client(), "/notices", **notice("/t/nothing/9999"))
    assert (secret.status_code, nothing.status_code) == (422, 422)
    words = "There is nothing here at this address"
    assert words in secret.text
    assert words in nothing.text


def test_s50_a_network_gives_five_notices_an_hour(world: World) -> None:
    talk, guest = world.thread(), world.client()
    said = [world.post(guest, "/notices", **notice(talk.url)).status_code for _ in range(6)]
    assert said == [303] * 5 + [429]


def test_an_address_of_another_house_is_none_of_ours(world: World) -> None:
    sent = notice(f"https://elsewhere.example{world.thread().url}")
    assert world.post(world.client(), "/notices", **sent).status_code == 422


def test_nobody_guesses_the_page_of_a_notice(world: World) -> None:
    world.post(world.client(), "/notices", **notice(world.thread().url))
    for key in ("1", "x" * 40, "1.x"):
        assert world.client().get(f"/notices/{key}").status_code == 404


def test_who_gave_a_notice_is_forgotten_a_year_after_the_answer(world: World, relay) -> None:
    world.post(world.client(), "/notices", **notice(world.thread().url))
    queue.decide(world.moderator().actor, case_id(), "keep")
    relay()
    with world.days_later(366):
        forget_old()
    assert read().execute(select(Notice.name, Notice.email)).all() == [("", "")]
