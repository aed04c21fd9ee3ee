"""How moderators see, hide and restore pictures, by the things that show them."""

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select

from forum.core.access import HOUSE, RANKS, Actor, Denied
from forum.core.clock import now
from forum.core.db import Statement, db, lock, read
from forum.core.refusal import Refused
from forum.core.review import KINDS, Exhibit, Reviewable, reviewable
from forum.core.transaction import transaction
from forum.media.models import BASE, HiddenPicture, Picture, PictureUse
from forum.media.queries import address, key_of, served

_PICTURE: Statement = (
    select(
        Picture.key, Picture.kind, Picture.owner_id, Picture.alt, HiddenPicture.made_at.label("hidden_at"),
        func.min(PictureUse.subject).label("subject"),
    )
    .outerjoin(PictureUse, PictureUse.picture_id == Picture.id)
    .outerjoin(HiddenPicture, HiddenPicture.picture_id == Picture.id)
    .where(Picture.id == bindparam("picture_id"))
    .group_by(Picture.id, HiddenPicture.made_at)
)  # fmt: skip
_KEYED: Statement = select(Picture.id).where(Picture.key == bindparam("key"))


def show(actor: Actor, picture_id: int) -> Exhibit | None:
    """Show a picture to moderators of what shows it; what nothing shows, to those of the whole house."""
    row = read().execute(_PICTURE, {"picture_id": picture_id}).first()
    if row is None:
        return None
    around = _shown_by(actor, row.subject)
    if around is None and (row.subject or not _of_the_house(actor)):
        return None
    return Exhibit(
        title=row.alt[:200] or _("A picture"),
        author_id=row.owner_id,
        source=row.alt or row.key,
        html="",
        address=around.address if around else address(row.key),
        hidden=row.hidden_at is not None,
        place=around.place if around else "",
        pictures=(address(row.key),),
        readers=around.readers if around else 0,
    )


def seen(actor: Actor, picture_id: int) -> str | None:
    """Give the address of a picture that is served to a reader."""
    key = key_of(picture_id)
    row = read().execute(_PICTURE, {"picture_id": picture_id}).first()
    if key is None or row is None or row.hidden_at is not None or served(actor, key, BASE) is None:
        return None
    return address(key)


def at(path: str) -> int | None:
    """Give the picture that a path leads to, whatever its width."""
    _start, slash, rest = path.partition("/media/")
    found: int | None = read().execute(_KEYED, {"key": rest.partition("/")[0]}).scalar() if slash else None
    return found


@transaction
def hide(actor: Actor, picture_id: int, reason: str) -> None:
    """Serve a picture to moderators alone, wherever it is shown."""
    _tended(actor, picture_id)
    if db.session.get(HiddenPicture, picture_id) is not None:
        raise Refused(_("This picture is hidden already."))
    db.session.add(HiddenPicture(picture_id=picture_id, by_id=actor.member_id, reason=reason[:500], made_at=now()))


@transaction
def restore(actor: Actor, picture_id: int) -> None:
    """Serve a picture to everybody again who may see it."""
    _tended(actor, picture_id)
    hidden = db.session.get(HiddenPicture, picture_id)
    if hidden is None:
        raise Refused(_("This picture is not hidden."))
    db.session.delete(hidden)


def release(_actor: Actor, _picture_id: int) -> None:
    """Refuse: pictures are never held."""
    raise Refused(_("This was not held."))


def _shown_by(actor: Actor, subject: str | None) -> Exhibit | None:
    kind, _colon, number = (subject or "").partition(":")
    return KINDS[kind].show(actor, int(number)) if kind in KINDS and number.isdecimal() else None


def _of_the_house(actor: Actor) -> bool:
    return actor == HOUSE or (actor.rank >= RANKS["moderator"] and actor.scope is None and not actor.suspended)


def _tended(actor: Actor, picture_id: int) -> None:
    if show(actor, picture_id) is None:
        raise Denied(_("There is nothing here for you."))
    lock(Picture, picture_id)


reviewable("picture", Reviewable(show=show, hide=hide, restore=restore, release=release, seen=seen, at=at))
