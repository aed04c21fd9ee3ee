"""Receipts: a thing asked for twice with the same key is done once (S59)."""

import hashlib
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import Select, String, UniqueConstraint, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.access import Actor
from forum.core.clock import now
from forum.core.db import Id, Model, Moment, db
from forum.core.jobs import every
from forum.core.quick import Quick, add_new_quickly
from forum.core.refusal import Refused
from forum.core.transaction import transaction

KEPT = timedelta(days=2)
LONGEST_KEY = 100


class Receipt(Model):
    """What came of a request that may come again."""

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("member_id", "key"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(Id)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    digest: Mapped[str] = mapped_column(String(64))
    result_id: Mapped[int | None] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(Moment, index=True)


_KEEP = Quick(
    update(Receipt)
    .where(Receipt.member_id == bindparam("who"), Receipt.key == bindparam("which"))
    .values(result_id=bindparam("made"))
)


def earlier(actor: Actor, key: str | None, *body: object) -> int | None:
    """Give the id that the same request made before, or None if this is the first.

    To be asked first thing inside a transaction. Raises Refused when the key was used for something else.
    """
    key, digest = _kept(key), _digest(body)
    if not key:
        return None
    if add_new_quickly(Receipt, member_id=actor.member_id or 0, key=key, digest=digest, made_at=now()):
        return None
    found = db.session.scalars(_mine(actor, key)).one()
    if found.digest != digest:
        raise Refused(_("This form was sent already with other words. Send it once more if you want both."), "once")
    return found.result_id


def keep(actor: Actor, key: str | None, result_id: int) -> None:
    """Remember what the request with this key made."""
    if key := _kept(key):
        _KEEP.count({"who": actor.member_id or 0, "which": key, "made": result_id})


@every(seconds=6 * 3600)
@transaction
def forget_old() -> None:
    """Drop receipts nobody will come back with."""
    db.session.execute(delete(Receipt).where(Receipt.made_at < now() - KEPT))


def _mine(actor: Actor, key: str) -> Select[Receipt]:
    return select(Receipt).where(Receipt.member_id == (actor.member_id or 0), Receipt.key == key)


def _kept(key: str | None) -> str:
    """Give the key as it is kept, whatever somebody made it of."""
    return "".join(sign for sign in key or "" if sign.isprintable())[:LONGEST_KEY]


def _digest(body: tuple[object, ...]) -> str:
    return hashlib.sha256(repr(body).encode("utf-8", "surrogatepass")).hexdigest()
