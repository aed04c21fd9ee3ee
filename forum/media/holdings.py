"""What the media room holds of people: the pictures they sent."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy import select

from forum.core.access import HOUSE
from forum.core.db import db, read
from forum.core.personal import File, Holding, Person, Rows, Wish, holds, plain
from forum.media.actions import delete
from forum.media.models import HiddenPicture, Picture, PictureUse, stored_at
from forum.media.storage import storage

EVIDENCE = "evidence:"
"""What shows a picture that a moderator has to keep for as long as the law says begins so."""


def give(person: Person) -> Rows:
    """Give what is known of their pictures."""
    columns = (Picture.key, Picture.kind, Picture.alt, Picture.width, Picture.height, Picture.created_at)
    return {"pictures": plain(select(*columns).where(Picture.owner_id == person.member_id).order_by(Picture.id))}


def files(person: Person) -> Iterator[File]:
    """Give the largest file of each of their pictures."""
    mine = select(Picture.key, Picture.files).where(Picture.owner_id == person.member_id, Picture.ready_at.is_not(None))
    for row in read().execute(mine).all():
        name = max(row.files, key=lambda file: file["width"])["name"]
        yield File(f"pictures/{row.key}-{name}", partial(storage().get, stored_at(row.key, name)))


def erase(person: Person, wish: Wish) -> None:
    """Delete their pictures; those in posts stay with posts that stay, and evidence stays until it is let go."""
    mine = select(Picture).where(Picture.owner_id == person.member_id)
    if wish == "anonymise":
        mine = mine.where(Picture.kind != "post")
    kept = select(PictureUse.picture_id).where(PictureUse.subject.startswith(EVIDENCE))
    for picture in db.session.scalars(mine.where(Picture.id.not_in(kept))).all():
        delete(HOUSE, picture.key)


holds(
    Holding(
        room="media",
        tables=frozenset({Picture.__tablename__, PictureUse.__tablename__, HiddenPicture.__tablename__}),
        gives=give, files=files, erases=erase,
    )
)  # fmt: skip
