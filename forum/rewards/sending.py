"""Gifts: where one goes to is told to whoever sends it and to nobody else, each look is noted, and it is forgotten."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from flask_babel import gettext as _

from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import db, lock
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.sealing import seal, unseal
from forum.core.text import clean_line
from forum.core.text.clean import clean_source
from forum.core.transaction import transaction
from forum.rewards.events import GiftLookedAt, GiftSent, RewardClaimed
from forum.rewards.models import GiftDelivery, GiftLook, Reward, RewardGrant
from forum.rewards.offering import is_open
from forum.rewards.policy import may_claim, may_look_after, may_see_delivery

GIFT = "gift"
LONGEST_NAME, LONGEST_ADDRESS, LONGEST_NOTE = 120, 500, 500


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a gift goes to, as its receiver wrote it."""

    name: str
    address: str
    note: str = ""


@transaction
def give_details(actor: Actor, grant_id: int, delivery: Delivery) -> None:
    """Claim a gift by saying where it goes to; until somebody takes it over, it may be said anew."""
    grant = _grant(grant_id)
    require(may_claim(actor, grant.member_id))
    reward = lock(Reward, grant.reward_id)
    grant = lock(RewardGrant, grant_id)
    if reward.kind != "gift" or grant.state not in {"offered", "given"}:
        raise Refused(_("Nothing is to be sent any more."))
    if grant.state == "offered" and (not is_open(reward) or (grant.until is not None and grant.until <= now())):
        raise Refused(_("The time for this reward is over."))
    kept = db.session.get(GiftDelivery, grant_id)
    if kept is None:
        kept = GiftDelivery(grant_id=grant_id)
        db.session.add(kept)
    elif kept.sender_id is not None:
        raise Refused(_("It is being packed already. Write to us if the address is wrong."))
    kept.sealed, kept.given_at = seal(GIFT, json.dumps(asdict(_cleaned(delivery)), ensure_ascii=False)), now()
    if grant.state == "offered":
        grant.state, grant.until, grant.claimed_at = "given", None, now()
        record(RewardClaimed(grant.id, reward.id, actor.member_id or 0))


@transaction
def take_over(actor: Actor, grant_id: int) -> None:
    """Be the one who sends a gift: from here on only they see where it goes to."""
    require(may_look_after(actor))
    kept = _kept(grant_id)
    if kept.sender_id not in {None, actor.member_id}:
        raise Refused(_("Somebody else of the staff sends this gift."))
    kept.sender_id = actor.member_id


@transaction
def hand_on(actor: Actor, grant_id: int) -> None:
    """Send a gift no longer oneself: anybody of the staff may take it over."""
    kept = _kept(grant_id)
    require(may_see_delivery(actor, kept.sender_id))
    if kept.sent_at is not None:
        raise Refused(_("It is sent already."))
    kept.sender_id = None


@transaction
def look(actor: Actor, grant_id: int) -> Delivery:
    """Give whoever sends a gift where it goes to, and note that they looked."""
    kept = _kept(grant_id)
    require(may_see_delivery(actor, kept.sender_id))
    if kept.sealed is None:
        raise Refused(_("Where it went to is erased."))
    grant = db.session.get_one(RewardGrant, grant_id)
    db.session.add(GiftLook(grant_id=grant_id, by_id=actor.member_id or 0, looked_at=now()))
    record(GiftLookedAt(grant_id, grant.member_id or 0, actor.member_id or 0))
    told: Mapping[str, str] = json.loads(unseal(GIFT, kept.sealed))
    return Delivery(**told)


@transaction
def mark_sent(actor: Actor, grant_id: int) -> None:
    """Say that a gift is on its way."""
    kept = _kept(grant_id)
    require(may_see_delivery(actor, kept.sender_id))
    grant = lock(RewardGrant, grant_id)
    if grant.state != "given":
        return
    grant.state, kept.sent_at = "sent", now()
    record(GiftSent(grant.id, grant.member_id or 0, actor.member_id or 0))


@transaction
def confirm_receipt(actor: Actor, grant_id: int) -> None:
    """Say that a gift has come: nobody needs to know any longer where it went to."""
    grant = _grant(grant_id)
    require(may_claim(actor, grant.member_id))
    grant = lock(RewardGrant, grant_id)
    if grant.state != "sent":
        raise Refused(_("It is not sent yet."))
    kept = _kept(grant_id)
    grant.state, grant.ended_at = "closed", now()
    kept.sealed, kept.erased_at = None, now()


def _grant(grant_id: int) -> RewardGrant:
    grant = db.session.get(RewardGrant, grant_id)
    if grant is None:
        raise Refused(_("This reward is not there any more."))
    return grant


def _kept(grant_id: int) -> GiftDelivery:
    if db.session.get(GiftDelivery, grant_id) is None:
        raise Refused(_("The member has not said yet where it goes to."))
    return lock(GiftDelivery, grant_id)


def _cleaned(delivery: Delivery) -> Delivery:
    name = clean_line(delivery.name, LONGEST_NAME, "name")
    address = clean_source(delivery.address, LONGEST_ADDRESS, "street")
    if not name:
        raise Refused(_("Who is it for?"), "name")
    if not address:
        raise Refused(_("Where does it go to?"), "street")
    return Delivery(name, address, clean_source(delivery.note, LONGEST_NOTE, "note"))
