"""Whoever may not be there any more is told nothing more, within a second (S08, S15, S20)."""

import time

import pytest

from forum.categories.actions import change_category
from forum.core.access import HOUSE
from forum.members.actions import change_role, set_password
from forum.realtime.sockets import COME_AGAIN
from forum.threads import steering

pytestmark = pytest.mark.data

SECOND = 1.0


@pytest.fixture
def act(house):
    """Do something in the house, from another process than the one that holds the sockets."""

    def do(action, *given, **named):
        with house.world.app.app_context():
            return action(*given, **named)

    return do


def closed_within_a_second(speaker):
    began = time.monotonic()
    assert speaker.until_closed() == COME_AGAIN
    assert time.monotonic() - began < SECOND


def test_s08_signing_out_ends_the_sockets_of_that_session_alone(house, speak):
    ana = house.world.member("ana")
    client = house.world.client(ana)
    cookie = f"session={client.get_cookie('session').value}"
    leaving, staying = speak(ana, cookie=cookie, greet=False).greet(house.world.token(client)), speak(ana)
    house.world.post(client, "/sign-out")
    closed_within_a_second(leaving)
    assert "at" in staying.join("list")


@pytest.mark.parametrize("how", ["password", "role", "suspension"])
def test_s08_whatever_ends_a_members_sessions_ends_their_sockets(house, speak, act, how):
    member = house.world.member(f"member-{how}")
    speaker = speak(member)
    if how == "password":
        act(set_password, member.id, "another quiet lantern")
    elif how == "role":
        act(change_role, HOUSE, member.id, "moderator")
    else:
        house.world.suspend(member)
    closed_within_a_second(speaker)


def test_s23_a_suspended_member_reads_on_and_is_not_seen_typing(house, speak):
    talk = house.world.thread("Suspended")
    eve, ben = house.world.member("eve"), house.world.member("ben")
    before = speak(eve)
    house.world.suspend(eve)
    before.until_closed()
    reading, watching = speak(eve), speak(ben)
    channel = f"thread:{talk.id}"
    assert "at" in reading.join(channel)
    watching.join(channel)
    reading.ask("typing", {"channel": channel})
    house.world.reply(talk, by=house.world.member("cleo"))
    watching.event("pieces")
    assert not any(frame.startswith('42["typing"') for frame in watching.frames)


def test_s20_a_category_that_is_closed_to_somebody_falls_silent_at_once(house, speak, act):
    place = house.world.category("open-then-shut")
    talk = house.world.thread("Soon private", category=place)
    guest, member, staff = speak(), speak(house.world.member("ben")), speak(house.world.staff())
    channels = (f"thread:{talk.id}", f"category:{place.id}")
    for speaker in (guest, member, staff):
        for channel in channels:
            assert "at" in speaker.join(channel)
    act(change_category, HOUSE, place.id, see="staff", reply="staff", start="staff")
    began = time.monotonic()
    for speaker in (guest, member):
        for channel in channels:
            speaker.event("gone", lambda words, channel=channel: words["channel"] == channel)
    assert time.monotonic() - began < SECOND
    house.world.reply(talk, by=house.world.admin(), source="A canary sings.")
    assert "A canary sings." in str(staff.event("pieces", lambda words: "canary" in str(words)))
    for speaker in (guest, member):
        assert speaker.join(channels[0]) == {"gone": True}
        assert not any("canary" in frame for frame in speaker.frames)


def test_s20_a_thread_that_is_moved_out_of_sight_takes_its_channel_along(house, speak, act):
    hidden = house.world.category("back-room", see="staff", reply="staff", start="staff")
    talk = house.world.thread("Moved away")
    guest = speak()
    guest.join(f"thread:{talk.id}")
    act(steering.move, HOUSE, talk.id, hidden.id)
    assert guest.event("gone") == {"channel": f"thread:{talk.id}"}


def test_s15_what_happens_in_a_private_category_is_heard_by_nobody_outside(house, speak):
    hidden = house.world.category("secret-plans", see="staff", reply="staff", start="staff")
    elsewhere = house.world.moderator(scope=[house.world.category().id])
    outside = [speak(), speak(house.world.member("ben")), speak(elsewhere)]
    inside = speak(house.world.staff())
    for speaker in (*outside, inside):
        speaker.join("list")
    ada = house.world.admin()
    talk = house.world.thread("A canary title", by=ada, category=hidden, source="A canary source.")
    house.world.reply(talk, by=ada, source="A canary reply.")
    inside.event("pieces", lambda words: "1 reply" in str(words))
    house.world.thread("An open title")
    for speaker in outside:
        speaker.event("pieces", lambda words: "An open title" in str(words))
        said = "".join(speaker.frames)
        assert "canary" not in said
        assert f"row-{talk.id}" not in said
        assert speaker.join(f"thread:{talk.id}") == {"gone": True}
        assert speaker.join(f"category:{hidden.id}") == {"gone": True}


def test_s15_the_address_for_catching_up_hides_what_the_page_hides(house):
    hidden = house.world.category("secret-plans", see="staff", reply="staff", start="staff")
    hana = house.world.staff()
    talk = house.world.thread("A canary title", by=hana, category=hidden)
    for who in (None, house.world.member("ben")):
        client = house.world.client(who)
        for channel in (f"thread:{talk.id}", f"category:{hidden.id}", f"member:{hana.id}", "thread:999999"):
            assert client.get("/live", query_string={"channel": channel}).status_code == 404
        assert client.get("/live", query_string={"channel": "nonsense"}).status_code == 400
    asked = {"channel": f"thread:{talk.id}", "page": "1"}
    seen = house.world.client(hana).get("/live", query_string=asked)
    assert "A canary title" in seen.get_data(as_text=True)
    assert seen.headers["Cache-Control"] == "private, no-store"


def test_s15_who_reads_is_told_in_names_to_members_alone(house, speak):
    talk = house.world.thread("Who is here")
    channel = f"thread:{talk.id}"
    guest, ana, ben = speak(), speak(house.world.member("ana")), speak(house.world.member("ben"))
    for speaker in (guest, ana, ben):
        speaker.join(channel)
    assert "ben" in ana.event("here", lambda words: "ben" in words["html"])["html"]
    assert "3 people" in guest.event("here", lambda words: "3" in words["html"])["html"]
    assert not any("ben" in frame for frame in guest.frames)

