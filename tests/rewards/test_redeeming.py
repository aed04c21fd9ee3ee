"""What became of codes: told by a file or a signed message, counted once, joined to who and why."""

from datetime import timedelta

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from forum.badges.models import Badge
from forum.core.clock import at, now
from forum.core.db import db, read
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from forum.rewards import redeeming, rules
from forum.rewards.jobs import seal_anew
from forum.rewards.models import Redemption, RewardGrant
from forum.rewards.signing import sign
from tests.rewards import giving
from tests.world import World

pytestmark = pytest.mark.data


def send(
    client: FlaskClient, secret: str, name: str = "msg_1", *, ago: int = 0, body: bytes = b"", **more: str
) -> TestResponse:
    told = {"code": "FERN-1", "order": "A-1", "cost": "5.00", "brought": "42.10"} | more
    body = body or orjson.dumps({"type": "coupon.redeemed", "data": told})
    seconds = int(now().timestamp()) - ago
    signature = sign(secret, name, seconds, body)
    headers = {"webhook-id": name, "webhook-timestamp": str(seconds), "webhook-signature": signature}
    return client.post("/hooks/rewards", data=body, headers=headers, content_type="application/json")


def count() -> int:
    return read().scalar(select(func.count(Redemption.id))) or 0


def test_a_signature_is_the_one_of_standard_webhooks() -> None:
    body = b'{"event_type":"ping","data":{"success":true}}'
    made = sign("whsec_plJ3nmyCDGBKInavdOK15jsl", "msg_loFOjxBNrRLzqYUf", 1731705121, body)
    assert made == "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="


def test_a_shop_tells_of_a_code_and_it_is_joined_to_who_and_why(client: FlaskClient, world: World) -> None:
    ana, hana = world.member("ana"), world.client(world.staff("hana"))
    grant_id = giving.grant(world, giving.coupon(world, ["FERN-1"]), ana)
    giving.claim_and_see(ana, grant_id)
    page = world.post(hana, "/staff/rewards/shops/secret").text
    secret = page[page.index("whsec_") :].split("<")[0].replace("&#43;", "+")
    assert secret not in hana.get("/staff/rewards/shops").text
    assert send(client, secret).get_json() == {"known": True}
    assert giving.state_of(grant_id) == "redeemed"
    table = hana.get("/staff/rewards/figures.csv").get_data(as_text=True)
    assert "ana,hand,,for your answers,hana,redeemed" in table
    assert "EUR,5.00,42.10" in table
    assert "FERN-1" not in table
    assert "42.10" in hana.get("/staff/rewards/figures").text


def test_a_message_counts_once_whatever_is_sent_again(client: FlaskClient, world: World) -> None:
    giving.coupon(world, ["FERN-1"])
    secret = redeeming.renew_secret(world.staff("hana").actor)
    for name in ("msg_1", "msg_1", "msg_2"):  # the same message, and the same order under another name
        assert send(client, secret, name).status_code == 200
    assert count() == 1
    assert send(client, secret, "msg_1", order="A-2").status_code == 200
    assert count() == 1
    assert send(client, secret, "msg_3", order="A-2").status_code == 200
    assert count() == 2


def test_forged_stale_and_broken_messages_are_refused(client: FlaskClient, world: World) -> None:
    giving.coupon(world, ["FERN-1"])
    assert send(client, "whsec_AAAA").status_code == 401
    secret = redeeming.renew_secret(world.staff("hana").actor)
    assert send(client, "whsec_AAAA").status_code == 401
    assert send(client, secret, ago=301).status_code == 401
    assert send(client, secret, ago=-301).status_code == 401
    assert send(client, secret, body=b"no json").status_code == 422
    assert send(client, secret, body=b'{"data": ["x"]}').status_code == 422
    assert client.post("/hooks/rewards", data=b"{}").status_code == 401
    assert send(client, secret, "msg_9", code="OF-ANOTHER-POOL").get_json() == {"known": False}
    redeeming.disconnect(world.staff("hana").actor)
    assert send(client, secret, "msg_10").status_code == 401
    assert count() == 0


def test_what_lay_under_a_former_key_is_known_when_that_key_is_given_up(
    app: Flask, client: FlaskClient, world: World
) -> None:
    giving.coupon(world, ["FERN-1"])
    secret = redeeming.renew_secret(world.staff("hana").actor)
    former, fresh = app.extensions["keys"], "n" * 40
    app.extensions["keys"] = [fresh, *former]
    seal_anew()
    app.extensions["keys"] = [fresh]
    assert send(client, secret).get_json() == {"known": True}
    assert count() == 1


def test_a_file_of_redemptions_tells_line_by_line_what_stayed_out(world: World) -> None:
    hana = world.staff("hana").actor
    giving.coupon(world, ["FERN-1", "FERN-2"])
    sheet = (
        b"code,order,cost,brought,currency,when\nFERN-1,A-1,5,42.1,EUR,2026-11-01\nFERN-9,A-2,5,1,EUR,\n"
        b"FERN-2,A-3,five,1,EUR,\nFERN-2,A-3,5,1,USD,\n=cmd,A-4,1,1,,\nFERN-2,A-3,5,1,,yesterday\n"
    )
    told = redeeming.bring_redemptions(hana, sheet)
    assert (told.taken, told.known) == (1, 0)
    assert told.faults == [(3, "strange"), (4, "amount"), (5, "currency"), (6, "formula"), (7, "date")]
    again = redeeming.bring_redemptions(hana, sheet)
    assert (again.taken, again.known) == (0, 1)
    with pytest.raises(Refused, match="names the columns"):
        redeeming.bring_redemptions(hana, b"FERN-1\nFERN-2")


def test_a_code_that_was_used_without_being_given_is_given_to_nobody(world: World) -> None:
    ana = world.member("ana")
    pool = giving.coupon(world, ["FERN-1"])
    redeeming.bring_redemptions(world.staff("hana").actor, b"code\nFERN-1")
    with at(now() + timedelta(seconds=1)), pytest.raises(Refused, match="All codes are taken"):
        giving.claim_and_see(ana, giving.grant(world, pool, ana))


@transaction
def badge() -> int:
    made = Badge(slug="lamp", tier="gold", shape="circle", glyph="lamp", colour="moss", made_at=now(), texts={})
    db.session.add(made)
    db.session.flush()
    return made.id


def test_a_badge_and_a_place_bring_a_reward_once_while_the_budget_lasts(world: World) -> None:
    ana, ben, hana = world.member("ana"), world.member("ben"), world.staff("hana").actor
    pool, badge_id = giving.coupon(world, most_grants=1), badge()
    rules.write_rule(hana, pool, "badge", badge_id, "for the lamp")
    for award, person in enumerate((ana, ana, ben), 1):
        rules.grant_for_badge(badge_id, person.id, award)
    assert read().execute(select(RewardGrant.member_id, RewardGrant.reason)).all() == [(ana.id, "for the lamp")]
    medals = giving.coupon(world)
    rules.write_rule(hana, medals, "place", 2, "for the season")
    for place, person in ((1, ana), (3, ben)):
        rules.grant_for_place(place, person.id, 1)
    granted = select(RewardGrant.member_id).where(RewardGrant.reward_id == medals)
    assert read().scalars(granted).all() == [ana.id]


def test_a_rule_that_makes_no_sense_is_not_written(world: World) -> None:
    hana, pool = world.staff("hana").actor, giving.coupon(world)
    for how, value in (("badge", 99), ("place", 0), ("place", 4), ("points", None), ("moon", 1)):
        with pytest.raises(Refused):
            rules.write_rule(hana, pool, how, value, "why")
