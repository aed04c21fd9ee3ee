"""What can be done with pictures."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete as sql_delete
from sqlalchemy import func, select, update

from forum.core import receipts
from forum.core.access import HOUSE, Actor, require
from forum.core.clock import now
from forum.core.db import db, stop_reading
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text import clean_line
from forum.core.transaction import transaction
from forum.media import policy
from forum.media.darkroom import Developed, NotTaken, Print, develop
from forum.media.events import PictureDeleted, PictureUploaded
from forum.media.models import LONGEST_ALT, Picture, PictureUse, stored_at
from forum.media.queries import key_of
from forum.media.registry import sees_any, well_known
from forum.media.storage import StorageFailed, StorageFull, storage
from forum.members.events import AvatarChanged
from forum.members.models import Member

DAY = timedelta(days=1)
KEPT_UNUSED = timedelta(days=1)
PER_DAY = {"new": 30, "member": 200, "staff": 2000}
LEAST_FREE = 256 * 2**20
"""Bytes of the disk that pictures leave alone: the database needs them more (S49)."""
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A picture that arrived."""

    key: str
    file: str
    width: int
    height: int
    animated: bool


def upload(
    actor: Actor,
    data: bytes,
    kind: str = "post",
    *,
    alt: str = "",
    decorative: bool = False,
    once: str | None = None,
) -> Uploaded:
    """Take a picture in; it may be shown at once, its smaller widths follow.

    The row comes first, so that quotas cannot be raced and no file is ever without a row to find it by.
    Sending the same picture with the same `once` again does nothing more.
    """
    require(policy.may_upload(actor, kind))
    alt = _words(alt, decorative)
    _refuse_when_full()
    key, arrived = _reserve(actor, kind, once, hashlib.sha256(data).hexdigest())
    if arrived is not None:
        return arrived
    stop_reading()
    try:
        done = develop(data, kind)
        _store(key, done.prints)
    except Refused:
        _give_up(key)
        raise
    return _arrive(key, done, alt, decorative)


@transaction
def describe(actor: Actor, key: str, alt: str, decorative: bool) -> None:
    """Say what a picture shows, or that it only decorates."""
    picture = _own(actor, key)
    alt = _words(alt, decorative)
    if not alt and not decorative:
        raise Refused(_("Say what the picture shows, or mark it as decoration."), "alt")
    picture.alt, picture.decorative = alt, decorative


@transaction
def delete(actor: Actor, key: str) -> None:
    """Delete a picture, wherever it is shown."""
    _drop(_own(actor, key))


@transaction
def claim_pictures(subject: str, keys: Sequence[str], actor: Actor = HOUSE) -> None:
    """Note that the subject ("post:7") shows exactly these pictures.

    One that the actor neither sent nor sees is passed over, so that knowing its key publishes nothing.
    """
    named = select(Picture).where(Picture.key.in_(keys)).with_for_update()
    wanted = {picture.id: picture for picture in db.session.scalars(named)} if keys else {}
    before = set(db.session.scalars(select(PictureUse.picture_id).where(PictureUse.subject == subject)))
    for picture_id, picture in wanted.items():
        if picture_id not in before and _may_show(actor, picture):
            db.session.add(PictureUse(picture_id=picture_id, subject=subject))
            picture.unused_since = None
    _let_go(subject, before - set(wanted))


@transaction
def release_pictures(subject: str) -> None:
    """Note that the subject shows no picture any more."""
    claim_pictures(subject, ())


@transaction
def purge_orphans() -> int:
    """Delete pictures that nothing has shown for a day, and uploads that were broken off; gives how many."""
    old = select(Picture).where(Picture.unused_since < now() - KEPT_UNUSED).order_by(Picture.id)
    orphans = db.session.scalars(old.limit(MOST_AT_ONCE).with_for_update(skip_locked=True)).all()
    for picture in orphans:
        _drop(picture)
    return len(orphans)


def add_variants(picture_id: int) -> None:
    """Make the smaller widths of a picture; twice makes the same ones."""
    key = key_of(picture_id)
    if key is None:
        return
    stop_reading()
    prints = develop(storage().get(stored_at(key, "base.webp")), "variants").prints
    for each in prints:
        storage().put(stored_at(key, each.name), each.data, "image/webp")
    if not _list_files(key, prints):
        remove_files(key)


def remove_files(key: str) -> None:
    """Remove all files of a picture that is deleted."""
    for stored in list(storage().keys(stored_at(key))):
        storage().delete(stored)


@transaction
def _reserve(actor: Actor, kind: str, once: str | None, digest: str) -> tuple[str, Uploaded | None]:
    """Keep a place for a picture within its owner's quota; gives its key, and all of it if it came before."""
    owner = db.session.get(Member, actor.member_id, with_for_update=True) if actor.member_id else None
    before = receipts.earlier(actor, once, digest, kind)
    if before is not None and (picture := db.session.get(Picture, before)):
        if picture.ready_at is None:
            raise NotTaken("again")
        return picture.key, _uploaded(picture)
    if owner and _sent_today(owner.id) >= _quota(actor):
        raise NotTaken("quota")
    moment = now()
    key = secrets.token_hex(16)
    picture = Picture(key=key, owner_id=actor.member_id, kind=kind, created_at=moment, unused_since=moment)
    db.session.add(picture)
    db.session.flush()
    receipts.keep(actor, once, picture.id)
    return key, None


@transaction
def _arrive(key: str, done: Developed, alt: str, decorative: bool) -> Uploaded:
    picture = db.session.scalars(select(Picture).where(Picture.key == key)).one()
    picture.width, picture.height, picture.animated = (
        done.prints[0].width,
        done.prints[0].height,
        done.animated,
    )
    picture.files, picture.ready_at = [_listed(each) for each in done.prints], now()
    picture.alt, picture.decorative = alt, decorative
    record(PictureUploaded(picture.id, picture.owner_id, picture.kind))
    return _uploaded(picture)


@transaction
def _give_up(key: str) -> None:
    """Forget a picture that was not taken; files that were stored already are removed with it."""
    picture = db.session.scalars(select(Picture).where(Picture.key == key)).one_or_none()
    if picture is not None:
        _drop(picture)


@transaction
def _list_files(key: str, prints: Sequence[Print]) -> bool:
    """Add files to a picture's list; False when it was deleted meanwhile."""
    picture = db.session.scalars(select(Picture).where(Picture.key == key).with_for_update()).one_or_none()
    if picture is None:
        return False
    made = {each.name for each in prints}
    picture.files = [file for file in picture.files if file["name"] not in made] + [_listed(each) for each in prints]
    return True


def _store(key: str, prints: Sequence[Print]) -> None:
    try:
        for each in prints:
            storage().put(stored_at(key, each.name), each.data, "image/webp")
    except StorageFull as error:
        raise NotTaken("full") from error
    except StorageFailed as error:
        raise NotTaken("away") from error


def _own(actor: Actor, key: str) -> Picture:
    picture = db.session.scalars(select(Picture).where(Picture.key == key)).one_or_none()
    if picture is None:
        raise Refused(_("This picture is not there any more."))
    shown = sees_any(actor, _subjects(picture))
    require(policy.may_change(actor, picture.kind, picture.owner_id, shown=shown))
    return picture


def _drop(picture: Picture) -> None:
    """Delete a picture; whoever wears it wears none then."""
    owner = db.session.get(Member, picture.owner_id) if picture.kind == "avatar" and picture.owner_id else None
    if owner is not None and owner.avatar_key == picture.key:
        owner.avatar_key = None
        record(AvatarChanged(owner.id, None, picture.key))
    db.session.delete(picture)
    record(PictureDeleted(picture.key))


def _may_show(actor: Actor, picture: Picture) -> bool:
    """Tell whether the actor may put a picture somewhere; the house's own wait for whoever shows them first."""
    subjects = _subjects(picture)
    if actor is HOUSE or (picture.owner_id is None and not subjects):
        return True
    return policy.may_see(actor, picture.kind, picture.owner_id, shown=sees_any(actor, subjects)) is None


def _subjects(picture: Picture) -> Sequence[str]:
    return db.session.scalars(select(PictureUse.subject).where(PictureUse.picture_id == picture.id)).all()


def _let_go(subject: str, picture_ids: set[int]) -> None:
    """Take uses back; what nothing shows any more begins its last day."""
    if not picture_ids:
        return
    mine = PictureUse.picture_id.in_(picture_ids)
    db.session.execute(sql_delete(PictureUse).where(mine, PictureUse.subject == subject))
    used = select(PictureUse.picture_id).where(PictureUse.picture_id == Picture.id).exists()
    db.session.execute(update(Picture).where(Picture.id.in_(picture_ids), ~used).values(unused_since=now()))


def _refuse_when_full() -> None:
    free = storage().free()
    if free is not None and free < LEAST_FREE:
        raise NotTaken("full")


def _quota(actor: Actor) -> int:
    kind = "staff" if actor.rank >= 3 else "member" if well_known(actor) else "new"
    return PER_DAY[kind]


def _sent_today(member_id: int) -> int:
    mine = (Picture.owner_id == member_id, Picture.created_at > now() - DAY)
    return db.session.scalar(select(func.count()).select_from(Picture).where(*mine)) or 0


def _words(alt: str, decorative: bool) -> str:
    return "" if decorative else clean_line(alt, LONGEST_ALT, "alt")


def _listed(each: Print) -> dict[str, object]:
    return {"name": each.name, "width": each.width, "height": each.height, "bytes": len(each.data)}


def _uploaded(picture: Picture) -> Uploaded:
    return Uploaded(picture.key, picture.files[0]["name"], picture.width, picture.height, picture.animated)
