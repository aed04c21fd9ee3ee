from typing import Any

import pytest
from sqlalchemy import select, text

from forum.core.access import Denied
from forum.core.clock import at, now
from forum.core.db import db, read
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from forum.members.models import Member
from forum.members.sessions import Visit, open_session
from moderation.audit.queries import Wanted, acts
from moderation.people import actions, queries
from moderation.people.models import Block, Trace
from moderation.people.networks import Barred

pytestmark = pytest.mark.data

HOME = "198.51.100.9"


@transaction
def come_in(who, address, device=""):
    return open_session(db.session.get_one(Member, who.id), "password", Visit(address=address, device=device))


def block(who, kind, value, **more: Any):
    given: dict[str, Any] = {"days": 7, "reason": "A wave", "own_address": HOME} | more
    return actions.block(who.actor, kind, value, **given)


def test_moderators_keep_notes_on_members(world):
    ana, mira = world.member("ana"), world.client(world.moderator())
    assert world.post(mira, f"/moderation/members/{ana.id}/notes", words="Means well.").status_code == 303
    page = mira.get(f"/moderation/members/{ana.id}").get_data(as_text=True)
    assert "Means well." in page
    assert "1 note" in mira.get("/u/ana").get_data(as_text=True)
    (note,) = queries.notes(ana.id)
    other = world.client(world.moderator("otto"))
    assert world.delete(other, f"/moderation/members/{ana.id}/notes/{note.id}").status_code == 422
    assert world.delete(mira, f"/moderation/members/{ana.id}/notes/{note.id}").status_code == 303
    assert queries.notes(ana.id) == []


@pytest.mark.parametrize("role", ["guest", "member"])
def test_s15_nobody_else_sees_that_there_are_notes(world, role):
    ana = world.member("ana")
    actions.write_note(world.moderator().actor, ana.id, "A canary word")
    visitor = world.client(None if role == "guest" else world.member("eve"))
    assert visitor.get(f"/moderation/members/{ana.id}").status_code == 404
    assert "canary" not in visitor.get("/u/ana").get_data(as_text=True)
    own = world.client(ana).get("/u/ana").get_data(as_text=True)
    assert "/moderation/members" not in own


def test_who_shares_a_network_or_a_device_is_hinted_at(world, relay):
    ana, ben, eve = (world.member(name) for name in ("ana", "ben", "eve"))
    come_in(ana, "203.0.113.5", "browser-one")
    come_in(ben, "203.0.113.200", "browser-one")
    come_in(eve, "192.0.2.1", "browser-two")
    relay()
    found, crowded = queries.hints(ana.id)
    assert {(hint.name, hint.kind) for hint in found} == {("ben", "network"), ("ben", "device")}
    assert crowded == 0
    assert queries.hints(eve.id)[0] == []


def test_a_network_of_many_says_nothing(world, relay):
    people = [world.member(f"fan{number}", password=None) for number in range(queries.MANY + 1)]
    for who in people:
        come_in(who, "203.0.113.5")
    relay()
    assert queries.hints(people[0].id) == ([], 1)


def test_traces_hold_no_address_and_fade(world, relay):
    ana = world.member("ana")
    come_in(ana, "203.0.113.5", "browser-one")
    relay()
    assert "203.0.113" not in repr(read().execute(select(Trace)).all())
    with at(now() + actions.TRACES_KEPT * 2):
        actions.forget_old()
    assert read().execute(select(Trace)).all() == []


def test_s55_looking_at_hints_stands_in_the_log(world):
    ana, mira = world.member("ana"), world.moderator()
    assert world.post(world.client(mira), f"/moderation/members/{ana.id}/hints").status_code == 200
    (act,) = acts(Wanted(act="people.looked"))
    assert (act.name, act.subject) == ("mira", f"member:{ana.id}")


def test_s18_moderators_of_a_category_see_no_hints_and_block_nobody(world):
    ana, place = world.member("ana"), world.category()
    mira = world.moderator(scope=[place.id])
    client = world.client(mira)
    assert world.post(client, f"/moderation/members/{ana.id}/hints").status_code == 403
    assert "Show the hints" not in client.get(f"/moderation/members/{ana.id}").get_data(as_text=True)
    with pytest.raises(Denied):
        block(mira, "host", "mail.example")
    assert read().scalar(text("SELECT count(*) FROM audit WHERE act = 'people.looked'")) == 0


def test_nobody_comes_in_from_a_blocked_network_until_it_ends(world):
    ana = world.member("ana")
    block(world.moderator(), "address", "203.0.113.7/24")
    with pytest.raises(Denied, match="nobody can come in"):
        come_in(ana, "203.0.113.200")
    assert come_in(ana, "203.0.112.200")
    world.app.extensions["cache"].clear()
    with world.days_later(8):
        assert come_in(ana, "203.0.113.200")


def test_nobody_joins_with_mail_of_a_blocked_host(world):
    block(world.moderator(), "host", "@Mail.Example")
    fields = {"name": "newcomer", "email": "a@sub.mail.example", "password": world.member("ana").password}
    answer = world.post(world.client(), "/join", **fields)
    assert answer.status_code == 403
    assert "nobody can come in" in answer.get_data(as_text=True)
    fields["email"] = "a@otherwisemail.example"
    assert world.post(world.client(), "/join", **fields).status_code == 303


def test_moderators_are_never_locked_out(world):
    mira = world.moderator()
    block(world.admin(), "address", "203.0.113.0/24")
    assert come_in(mira, "203.0.113.5")
    with pytest.raises(Refused, match="lock you out"):
        block(mira, "address", "198.51.100.0/24")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("address", "10.0.0.0/8"), ("address", "::/0"), ("address", "nonsense"), ("address", "300.1.1.1"),
        ("host", "com"), ("host", ""), ("host", "a b.example"), ("host", "."), ("phone", "123"),
    ],
)  # fmt: skip
def test_a_block_that_makes_no_sense_is_refused_with_a_reason(world, kind, value):
    mira = world.moderator()
    with pytest.raises(Refused):
        block(mira, kind, value)
    client = world.client(mira)
    fields = {"kind": kind, "value": value, "days": "7", "reason": "A wave"}
    assert world.post(client, "/moderation/blocks", **fields).status_code == 422


@pytest.mark.parametrize(("days", "reason"), [(0, "A wave"), (9999, "A wave"), (7, " ")])
def test_a_block_has_a_reason_and_an_end(world, days, reason):
    mira = world.moderator()
    with pytest.raises(Refused):
        block(mira, "host", "mail.example", days=days, reason=reason)


def test_blocks_are_listed_and_ended(world):
    mira = world.moderator()
    made = block(mira, "host", "mail.example")
    client = world.client(mira)
    assert "mail.example" in client.get("/moderation/blocks").get_data(as_text=True)
    assert world.delete(client, f"/moderation/blocks/{made}").status_code == 303
    assert read().execute(select(Block)).all() == []
    assert [act.act for act in acts(Wanted())][:2] == ["people.unblocked", "people.blocked"]


@pytest.mark.parametrize(
    ("value", "email", "caught"),
    [
        ("mail.example", "a@mail.example", True), ("mail.example", "a@x.mail.example", True),
        ("mail.example", "a@xmail.example", False), ("mail.example", "mail.example@other.example", False),
        ("mail.example", "", False),
    ],
)  # fmt: skip
def test_s45_hosts_are_compared_by_label(value, email, caught):
    assert Barred("host", value).catches("", email) == caught


@pytest.mark.parametrize("address", ["", "unix", "::1", "203.0.113.5%eth0"])
def test_an_odd_address_is_caught_by_nothing(address):
    assert not Barred("address", "203.0.113.0/24").catches(address, "")


def test_a_browser_keeps_its_mark_when_its_session_ends(world):
    ana = world.member("ana")
    browser = world.client()
    world.post(browser, "/sign-in", email=ana.email, password=ana.password)
    mark = browser.get_cookie("device").value
    world.post(browser, "/sign-out")
    world.post(browser, "/sign-in", email=ana.email, password=ana.password)
    assert browser.get_cookie("device").value == mark
    assert mark not in repr(read().execute(text("SELECT device FROM session")).all())
