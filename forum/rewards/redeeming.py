"""What became of codes, as the shop tells it: in which order one was used, what it cost and what it brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select

from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import add_new, db, lock, write
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.sealing import marks, seal, unseal
from forum.core.text import clean_line
from forum.core.transaction import transaction
from forum.rewards.events import CodeRedeemed
from forum.rewards.lines import Line, is_formula, lines_of
from forum.rewards.models import CouponCode, HookMessage, Redemption, Reward, RewardGrant, RewardHook
from forum.rewards.money import hundredths
from forum.rewards.policy import may_look_after
from forum.rewards.pool import LONGEST, PURPOSE
from forum.rewards.signing import Forged, fresh_secret, verify

HOOK = "hook"
THE_HOOK = 1
LONGEST_ORDER = 80
A_BATCH = 200
NAMES = {
    "code": {"code", "coupon", "voucher", "coupon_code"},
    "order": {"order", "order_id", "order_name", "order_number"},
    "cost": {"cost", "discount", "discount_amount"},
    "brought": {"brought", "total", "revenue", "order_total"},
    "currency": {"currency"},
    "when": {"when", "date", "redeemed_at", "created_at"},
}


@dataclass(frozen=True, slots=True)
class Used:
    """That a code was used, as it was told."""

    code: str
    order: str = ""
    cost: str = "0"
    brought: str = "0"
    currency: str = ""
    when: str = ""


@dataclass(slots=True)
class Told:
    """How a file of redemptions came in."""

    taken: int
    known: int
    faults: list[tuple[int, str]]


def bring_redemptions(actor: Actor, data: bytes) -> Told:
    """Take down the redemptions of a file; what was told before changes nothing."""
    require(may_look_after(actor))
    lines = lines_of(data)
    places = _places(lines[0])
    if "code" not in places:
        raise Refused(_("The first line names the columns: code, order, cost, brought, currency, when."), "file")
    told = Told(0, 0, [])
    for start in range(1, len(lines), A_BATCH):
        _take_some(lines[start : start + A_BATCH], places, told)
    return told


@transaction
def hear(headers: Mapping[str, str], body: bytes, read_used: Mapping[str, object]) -> bool:
    """Take down what a shop's message tells, once; gives whether the code is one of ours."""
    hook = db.session.get(RewardHook, THE_HOOK)
    if hook is None:
        raise Forged(_("No shop is connected."))
    name = verify(unseal(HOOK, hook.sealed), headers, body)
    if not add_new(HookMessage, id=name, heard_at=now()):
        return True
    told = {key: value for key, value in read_used.items() if key in NAMES and isinstance(value, str)}
    if "code" not in told:
        raise Refused(_("Say in `data` which code was used."))
    return _take(Used(**told), "webhook") != "strange"


@transaction
def renew_secret(actor: Actor) -> str:
    """Make a new secret for the shop; it is shown this once, and the former one counts no more."""
    require(may_look_after(actor))
    secret = fresh_secret()
    db.session.merge(RewardHook(id=THE_HOOK, sealed=seal(HOOK, secret), made_by_id=actor.member_id, made_at=now()))
    return secret


@transaction
def disconnect(actor: Actor) -> None:
    """Hear no shop any more."""
    require(may_look_after(actor))
    write().execute(delete(RewardHook))


def _places(line: Line) -> dict[str, int]:
    names = [cell.casefold() for cell in line.cells]
    return {ours: place for ours, theirs in NAMES.items() for place, name in enumerate(names) if name in theirs}


@transaction
def _take_some(lines: list[Line], places: Mapping[str, int], told: Told) -> None:
    for line in lines:
        cells = {name: line.cells[place] for name, place in places.items() if place < len(line.cells)}
        fault = line.fault or ("formula" if any(is_formula(cell) for cell in cells.values()) else "")
        if not fault and not cells.get("code"):
            fault = "empty"
        said = fault or _take(Used(**cells), "file")
        if said == "known":
            told.known += 1
        elif said:
            told.faults.append((line.number, said))
        else:
            told.taken += 1


def _take(used: Used, source: str) -> str:
    """Take one redemption down in the current transaction; gives what was wrong with it, or nothing."""
    cost, brought, when = hundredths(used.cost or "0"), hundredths(used.brought or "0"), _moment(used.when)
    if cost is None or brought is None:
        return "amount"
    if when is None:
        return "date"
    code = db.session.scalars(
        select(CouponCode).where(CouponCode.mark.in_(marks(PURPOSE, used.code[:LONGEST])))
    ).first()
    if code is None:
        return "strange"
    reward, code = lock(Reward, code.reward_id), lock(CouponCode, code.id)
    currency = (used.currency or reward.currency).strip().upper()
    if currency != reward.currency:
        return "currency"
    order = clean_line(used.order[:LONGEST_ORDER], LONGEST_ORDER)
    row = {"cost": cost, "brought": brought, "currency": currency, "source": source, "redeemed_at": when}
    if not add_new(Redemption, code_id=code.id, order_name=order, **row):
        return "known"
    _use_up(code)
    record(CodeRedeemed(code.grant_id, reward.id))
    return ""


def _use_up(code: CouponCode) -> None:
    """Say that a code is used; one that nobody was given is given to nobody any more."""
    if code.grant_id is None:
        code.expires_at = now()
        return
    grant = lock(RewardGrant, code.grant_id)
    if grant.state in {"reserved", "revealed"}:
        grant.state, grant.until, grant.ended_at = "redeemed", None, now()


def _moment(text: str) -> datetime | None:
    """Read when it was: ISO 8601, UTC where no zone is told; now where nothing is."""
    if not text:
        return now()
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
