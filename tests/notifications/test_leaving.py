"""Letters can be switched off by the link in them; a dead address switches them off by itself."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from flask import Flask

from forum.core.clock import at, now
from forum.core.db import db
from forum.core.health import advise
from forum.core.tokens import sign
from forum.core.transaction import transaction
from forum.members.actions import change_email
from forum.members.keys import EMAIL, make_key
from forum.members.models import Member
from forum.notifications.bounces import bounces
from forum.notifications.habits import habits_of, switch_mail_off, wishes_of
from forum.notifications.posting import post_due
from tests.notifications.bells import bell
from tests.services.smtp import Smtp
from tests.world import World

pytestmark = pytest.mark.data

Relay = Callable[..., int]

REPORT = b"""\
From: MAILER-DAEMON@mail.example.net
To: community@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; ana@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <ana@example.org>: unknown user

Final-Recipient: rfc822; full@example.org
Action: failed
Status: 5.2.2

Final-Recipient: rfc822; slow@example.org
Action: delayed
Status: 4.4.1

--b--
"""


@pytest.fixture
def letter(smtp: Smtp, app: Flask, world: World, relay: Relay) -> EmailMessage:
    """A letter to ana."""
    _mention(world, relay)
    return smtp.to("ana@example.org")


def _mention(world: World, relay: Relay) -> None:
    talk = world.thread("A yellow flame", by=world.member("cleo"))
    world.reply(talk, by=world.member("ben"), source="Use a brush, @ana")
    relay()
    with at(now() + timedelta(minutes=11)):
        post_due()
        relay()


def _way_out(letter: EmailMessage) -> str:
    return urlsplit(str(letter["List-Unsubscribe"]).strip("<>")).path


@pytest.fixture(autouse=True)
def ana(world: World) -> None:
    """Let ana be a member before anybody mentions her."""
    world.member("ana")


def test_s36_a_letter_tells_mail_programs_the_way_out(letter: EmailMessage) -> None:
    assert letter["List-Unsubscribe"].startswith("<http://localhost/unsubscribe/")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"


def test_one_click_switches_letters_off_without_signing_in(letter: EmailMessage, world: World) -> None:
    answer = world.client().post(_way_out(letter), data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert set(wishes_of(world.member("ana").actor).values()) == {"never"}


def test_looking_at_the_link_changes_nothing(letter: EmailMessage, world: World) -> None:
    page = world.client().get(_way_out(letter))
    assert "No more letters?" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "never" not in wishes_of(world.member("ana").actor).values()


def test_the_way_out_works_from_a_page_of_another_site_and_only_there(letter: EmailMessage, world: World) -> None:
    headers = {"Origin": "https://mail.example.net", "Sec-Fetch-Site": "cross-site"}
    assert world.client().post(_way_out(letter), headers=headers).status_code == 200
    assert world.client().post("/notifications/reading", headers=headers).status_code == 403


@pytest.mark.parametrize("token", ["x", "WzEsImxldHRlcnMiLCIiXQ.aaaaaa.bbbbbb", "a" * 3000])
def test_a_forged_link_switches_nothing_off(world: World, token: str) -> None:
    assert world.client().post(f"/unsubscribe/{token}").status_code == 410


def test_a_link_signed_for_something_else_switches_nothing_off(world: World) -> None:
    token = sign("another purpose", [world.member("ana").id, "letters", ""])
    assert world.client().post(f"/unsubscribe/{token}").status_code == 410


def test_a_refused_address_is_mailed_no_more_and_the_bell_says_so(
    smtp: Smtp, app: Flask, world: World, relay: Relay
) -> None:
    smtp.unknown.add("ana@example.org")
    _mention(world, relay)
    ana = world.member("ana")
    assert "550" in habits_of(ana.actor).mail_off_reason
    assert bell(app, ana)[0].startswith("Letters to you come back")
    smtp.unknown.clear()
    _mention(world, relay)
    assert not [letter for letter in smtp.messages if letter["To"] == "ana@example.org"]


def test_a_member_switches_mail_on_again(smtp: Smtp, app: Flask, world: World, relay: Relay) -> None:
    ana = world.member("ana")
    switch_mail_off(ana.email, "550 gone")
    visitor = world.client(ana)
    assert "550 gone" in visitor.get("/settings/notifications").text
    world.post(visitor, "/settings/notifications/mail")
    assert habits_of(ana.actor).mail_off_at is None
    assert bell(app, ana) == []
    _mention(world, relay)
    assert smtp.to("ana@example.org")


def test_another_address_is_mailed_again(smtp: Smtp, app: Flask, world: World, relay: Relay) -> None:
    ana = world.member("ana")
    switch_mail_off(ana.email, "550 gone")
    change_email(_key(ana.id))
    relay()
    assert habits_of(ana.actor).mail_off_at is None


@transaction
def _key(member_id: int) -> str:
    return make_key(db.session.get_one(Member, member_id), EMAIL, "new@example.org")


def test_a_report_names_the_addresses_that_are_dead_for_good() -> None:
    assert [bounce.address for bounce in bounces(REPORT)] == ["ana@example.org"]
    assert bounces(b"\x00\xff not a report") == []


def test_the_shell_takes_addresses_and_reports(app: Flask, world: World) -> None:
    shell = app.test_cli_runner()
    said = shell.invoke(args=["mail", "report", "-"], input=REPORT)
    assert "ana@example.org: mailed no more (5.1.1" in said.output
    assert shell.invoke(args=["mail", "bounced", "nobody@example.org"]).output == "No member has this address.\n"
    assert "1 addresses are switched off" in shell.invoke(args=["mail", "status"]).output


def test_the_doctor_tells_of_letters_that_cannot_leave(smtp: Smtp, world: World, relay: Relay) -> None:
    smtp.refusing = True
    talk = world.thread("A yellow flame", by=world.member("cleo"))
    world.reply(talk, by=world.member("ben"), source="Use a brush, @ana")
    relay()
    for minutes in (11, 20, 40, 90):
        with at(now() + timedelta(minutes=minutes)):
            post_due()
    assert any("letters could not leave" in finding.word for finding in advise())
