"""What belongs to somebody else, tried by members and by moderators of other places, at every address (S17, S18)."""

import pytest
from sqlalchemy import select

from forum.core.db import Model, read
from forum.media.actions import upload
from forum.members.models import Session
from forum.polls.models import Poll
from tests.attacks.doors import Doors, forgive
from tests.house.doors import CHANGING
from tests.media.pictures import encoded, quarters
from tests.world import World

pytestmark = pytest.mark.data

OF_SOMEBODY = {"thread_id", "post_id", "poll_id", "key", "session_id", "name"}
FOR_ALL = {
    "threads.reply", "threads_api.like", "threads_api.unlike", "threads_api.read_to", "polls.vote", "polls.withdraw",
    "kudos.thank",
}  # fmt: skip
"""What members do with other people's threads, posts and polls; everything else is their owner's and moderators'."""
READING = {"threads_api.read_to"}
"""What is open to those who only read, too."""
REFUSED = {403, 404}


def everything() -> dict[str, list[object]]:
    tables = [table for table in Model.metadata.sorted_tables if table.name not in {"clock_work", "session"}]
    return {table.name: [tuple(row) for row in read().execute(select(table))] for table in tables}


@pytest.fixture
def doors(world: World) -> Doors:
    """A house in which all that addresses can be about is ana's."""
    made, ana = Doors(world), world.member("ana")
    talk = world.thread(
        "Why does it cough?", by=ana, category=made.place, kind="question", poll=("Which?", ["One", "Two"])
    )
    said = world.reply(talk, by=ana)
    world.client(ana)
    poll_id = read().execute(select(Poll.id).where(Poll.thread_id == talk.id)).scalar_one()
    session_id = read().execute(select(Session.id).where(Session.member_id == ana.id)).scalars().first()
    picture = upload(ana.actor, encoded(quarters()), "post", alt="Colours")
    made.things().update(
        thread_id=talk.id, post_id=said.id, poll_id=poll_id, slug=talk.slug, session_id=session_id, key=picture.key,
        name="ana", choice=0,
    )  # fmt: skip
    return made


@pytest.mark.parametrize("who", ["member", "moderator elsewhere", "suspended member", "unconfirmed member"])
def test_s17_what_is_somebody_elses_is_left_alone(world: World, doors: Doors, who: str):
    stranger = {
        "member": lambda: world.member("eve"),
        "moderator elsewhere": lambda: world.moderator("eve", scope=[world.category("lamps").id]),
        "suspended member": lambda: world.member("eve"),
        "unconfirmed member": lambda: world.member("eve", confirmed=False),
    }[who]()
    if who == "suspended member":
        world.suspend(stranger)
    doors.as_(stranger)
    things, tried = doors.things().copy(), set()
    before = everything()
    for rule in doors.rules(changing=True):
        if rule.arguments & OF_SOMEBODY and rule.endpoint not in (READING if "ed member" in who else FOR_ALL):
            forgive(world.app)
            method = min((rule.methods or set()) & CHANGING)
            answer = doors.client.open(doors.address(rule, **things), method=method, data=doors.fit())
            done = answer.status_code == 303 and rule.endpoint == "members.end_one"
            assert answer.status_code in REFUSED or done, (rule, answer.status_code)
            tried.add(rule.endpoint)
    assert everything() == before
    assert {"threads.edit", "threads.delete", "polls.close", "media.delete", "members_staff.give_title"} <= tried
    assert read().execute(select(Session.id).where(Session.id == things["session_id"])).first()
