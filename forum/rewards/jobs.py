"""What the clock does with rewards: ends what is over, frees codes nobody saw, erases where gifts went to."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update

from forum.core.clock import now
from forum.core.db import db, lock, read, write
from forum.core.jobs import every
from forum.core.sealing import is_fresh, mark, seal, unseal
from forum.core.transaction import transaction
from forum.rewards import perks
from forum.rewards.models import CouponCode, GiftDelivery, HookMessage, Reward, RewardGrant, RewardHook
from forum.rewards.offering import release
from forum.rewards.pool import PURPOSE
from forum.rewards.redeeming import HOOK
from forum.rewards.rules import grant_for_points
from forum.rewards.sending import GIFT

A_BATCH = 200
HEARD_FOR = timedelta(days=2)
KEPT_DAYS = 14
"""So many days after it was sent, nobody needs to know where a gift went to."""


@every(seconds=300)
def end_what_is_over() -> None:
    """End offers, reserved codes and perks whose time is over, each in its own short transaction."""
    due = select(RewardGrant.id, RewardGrant.reward_id).where(
        RewardGrant.state.in_(("offered", "reserved", "held")), RewardGrant.until <= now()
    )
    for grant in read().execute(due.limit(A_BATCH)).all():
        _end(grant.id, grant.reward_id)


@every(seconds=600)
def reward_points() -> None:
    """Grant what points bring."""
    grant_for_points()


@every(seconds=3600)
@transaction
def forget_deliveries() -> None:
    """Erase where gifts went to that were sent long ago, close them, and forget old messages of shops."""
    sent = GiftDelivery.sent_at < now() - timedelta(days=KEPT_DAYS)
    over = select(GiftDelivery.grant_id).where(sent)
    write().execute(
        update(RewardGrant)
        .where(RewardGrant.id.in_(over), RewardGrant.state == "sent")
        .values(state="closed", ended_at=now())
    )
    write().execute(
        update(GiftDelivery).where(sent, GiftDelivery.sealed.is_not(None)).values(sealed=None, erased_at=now())
    )
    write().execute(delete(HookMessage).where(HookMessage.heard_at < now() - HEARD_FOR))


@every(seconds=24 * 3600)
def seal_anew() -> None:
    """Seal under the newest key what lies under a former one, so that that one can be given up."""
    behind = 0
    while rows := _codes_behind(behind):
        stale = [(code_id, sealed) for code_id, sealed in rows if not is_fresh(sealed)]
        if stale:
            _seal(stale)
        behind = rows[-1][0]
    _seal_others()


def _codes_behind(code_id: int) -> list[tuple[int, str]]:
    some = select(CouponCode.id, CouponCode.sealed).where(CouponCode.id > code_id).order_by(CouponCode.id)
    return [(row.id, row.sealed) for row in read().execute(some.limit(1000))]


@transaction
def _seal(stale: list[tuple[int, str]]) -> None:
    for code_id, sealed in stale:
        code = unseal(PURPOSE, sealed)
        anew = {"sealed": seal(PURPOSE, code), "mark": mark(PURPOSE, code)}
        write().execute(update(CouponCode).where(CouponCode.id == code_id).values(**anew))


@transaction
def _seal_others() -> None:
    """Do so with the shop's secret, and with where gifts go to."""
    tables: tuple[tuple[Any, str], ...] = ((RewardHook, HOOK), (GiftDelivery, GIFT))
    for table, purpose in tables:
        for row in db.session.scalars(select(table).where(table.sealed.is_not(None)).with_for_update()):
            if not is_fresh(row.sealed):
                row.sealed = seal(purpose, unseal(purpose, row.sealed))


@transaction
def _end(grant_id: int, reward_id: int) -> None:
    reward = lock(Reward, reward_id)
    grant = lock(RewardGrant, grant_id)
    if grant.until is None or grant.until > now():
        return
    if grant.state == "held":
        perks.end(reward, grant)
    elif grant.state in {"offered", "reserved"}:
        write().execute(update(CouponCode).where(CouponCode.grant_id == grant.id).values(grant_id=None))
        release(reward, grant, "expired", None)
