"""Brings codes into a pool: what is good comes in, what is not is told by its line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import db, insert_unless_there, lock, read, write
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.sealing import mark, marks, seal
from forum.core.transaction import transaction
from forum.rewards.events import CodesImported
from forum.rewards.lines import Line, is_formula, lines_of
from forum.rewards.models import CodeImport, CouponCode, Reward
from forum.rewards.policy import may_look_after

PURPOSE = "coupon"
SHORTEST, LONGEST = 4, 64
TOLD = 200
"""So many faults are kept with their lines; the others are counted."""
A_BATCH = 500
HEADS = frozenset({"code", "codes", "coupon", "coupons", "voucher", "vouchers"})
EXPIRES = frozenset({"expires", "expiry", "expires_at", "valid_until"})


@dataclass(frozen=True, slots=True)
class Fresh:
    """A code of the file that is good so far."""

    line: int
    code: str
    mark: str
    expires_at: datetime | None


@dataclass(slots=True)
class Sorted:
    """A file taken apart."""

    fresh: list[Fresh] = field(default_factory=list)
    faults: list[list[Any]] = field(default_factory=list)


def bring(actor: Actor, reward_id: int, data: bytes) -> int:
    """Bring the codes of a file into a pool, some hundred at a time so that others can write too. Gives the import."""
    require(may_look_after(actor))
    lines = lines_of(data)
    import_id = _begin(actor, reward_id)
    found = sort(lines)
    for start in range(0, len(found.fresh), A_BATCH):
        _store(reward_id, import_id, found.fresh[start : start + A_BATCH])
    _end(actor, reward_id, import_id, found.faults)
    return import_id


def sort(lines: Sequence[Line]) -> Sorted:
    """Tell the good codes of a file from the others, by their lines."""
    found, seen = Sorted(), dict[str, int]()
    place = _head(lines[0])
    for line in lines[1:] if place else lines:
        code = _cell(line, (place or {}).get("code", 0))
        fault, other = _fault(line, code, seen)
        expires = _expires(_cell(line, (place or {}).get("expires", 1)))
        if not fault and expires == "broken":
            fault = "date"
        if not fault and isinstance(expires, datetime) and expires <= now():
            fault = "over"
        if fault:
            found.faults.append([line.number, fault, other])
        else:
            seen[code] = line.number
            found.fresh.append(
                Fresh(line.number, code, mark(PURPOSE, code), expires if isinstance(expires, datetime) else None)
            )
    return found


def _head(line: Line) -> Mapping[str, int] | None:
    """Read the names of columns, where the first line has them."""
    names = [cell.casefold() for cell in line.cells]
    code = next((place for place, name in enumerate(names) if name in HEADS), None)
    if code is None:
        return None
    expires = next((place for place, name in enumerate(names) if name in EXPIRES), len(names))
    return {"code": code, "expires": expires}


def _cell(line: Line, place: int) -> str:
    return line.cells[place] if place < len(line.cells) else ""


def _fault(line: Line, code: str, seen: Mapping[str, int]) -> tuple[str, int | None]:
    if line.fault:
        return line.fault, None
    if not code:
        return "empty", None
    if is_formula(code):
        return "formula", None
    if not SHORTEST <= len(code) <= LONGEST:
        return "length", None
    if not code.isprintable() or any(sign.isspace() for sign in code):
        return "signs", None
    return ("twice", seen[code]) if code in seen else ("", None)


def _expires(cell: str) -> datetime | str | None:
    """Read a last day: the code is good until that day is over, in UTC."""
    if not cell:
        return None
    try:
        return datetime.combine(date.fromisoformat(cell), time(), UTC) + timedelta(days=1)
    except (ValueError, OverflowError):
        return "broken"


@transaction
def _begin(actor: Actor, reward_id: int) -> int:
    reward = db.session.get(Reward, reward_id)
    if reward is None or reward.kind != "coupon":
        raise Refused(_("Only a pool of coupons takes codes."))
    begun = CodeImport(reward_id=reward_id, by_id=actor.member_id, made_at=now(), taken=0, refused=0, faults=[])
    db.session.add(begun)
    db.session.flush()
    return begun.id


@transaction
def _store(reward_id: int, import_id: int, codes: Sequence[Fresh]) -> None:
    begun, known = lock(CodeImport, import_id), dict(_known(codes))
    kept = _keep(reward_id, import_id, [each for each in codes if each.code not in known])
    begun.taken += len(kept)
    left = [(each.line, known.get(each.code)) for each in codes if each.mark not in kept]
    _note(begun, [[line, "here" if other in {None, reward_id} else "elsewhere", other] for line, other in left])


def _keep(reward_id: int, import_id: int, codes: Sequence[Fresh]) -> set[str]:
    """Put codes into a pool with one statement; gives the marks of those that nobody else brought meanwhile."""
    rows = [
        {"reward_id": reward_id, "import_id": import_id, "sealed": seal(PURPOSE, each.code), "mark": each.mark,
         "expires_at": each.expires_at}
        for each in codes
    ]  # fmt: skip
    kept = insert_unless_there(CouponCode).returning(CouponCode.mark)
    return set(write().execute(kept, rows).scalars()) if rows else set()


def _known(codes: Sequence[Fresh]) -> Iterator[tuple[str, int]]:
    """Find the codes that lie in a pool already, sealed under whichever of our keys."""
    by_mark = {each_mark: each.code for each in codes for each_mark in marks(PURPOSE, each.code)}
    found = select(CouponCode.mark, CouponCode.reward_id).where(CouponCode.mark.in_(by_mark))
    for row in read().execute(found):
        yield by_mark[row.mark], row.reward_id


@transaction
def _end(actor: Actor, reward_id: int, import_id: int, faults: list[list[Any]]) -> None:
    begun = lock(CodeImport, import_id)
    _note(begun, faults)
    begun.faults = sorted(begun.faults)
    record(CodesImported(reward_id, import_id, begun.taken, actor.member_id))


def _note(begun: CodeImport, faults: list[list[Any]]) -> None:
    begun.refused += len(faults)
    begun.faults = [*begun.faults, *faults][:TOLD]
