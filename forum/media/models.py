"""What is kept of pictures: their sizes and words here, their pixels in the storage."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment

LONGEST_ALT = 500
BASE = "base.webp"
"""The file that is there from the first moment; an avatar has its largest square instead."""


class Picture(Model):
    """A picture that somebody sent: in a post, as a face or as a logo.

    `key` names it in addresses and cannot be guessed. `ready_at` is None until its first files are stored;
    `unused_since` is None while something shows it. `files` lists name, width, height and bytes of each file.
    """

    __tablename__ = "picture"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    owner_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    alt: Mapped[str] = mapped_column(String(LONGEST_ALT), default="")
    decorative: Mapped[bool] = mapped_column(default=False)
    animated: Mapped[bool] = mapped_column(default=False)
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(Moment)
    ready_at: Mapped[datetime | None] = mapped_column(Moment)
    unused_since: Mapped[datetime | None] = mapped_column(Moment, index=True)

    @property
    def described(self) -> bool:
        """Tell whether somebody who cannot see it is told what it shows, or that it shows nothing."""
        return bool(self.alt) or self.decorative


class PictureUse(Model):
    """That something shows a picture; the subject is a kind and an id: `post:7`."""

    __tablename__ = "picture_use"

    picture_id: Mapped[int] = mapped_column(Id, ForeignKey("picture.id", ondelete="CASCADE"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(60), primary_key=True, index=True)


class HiddenPicture(Model):
    """That moderators hide a picture wherever it is shown: by whom, when and why."""

    __tablename__ = "hidden_picture"

    picture_id: Mapped[int] = mapped_column(Id, ForeignKey("picture.id", ondelete="CASCADE"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime] = mapped_column(Moment)


def stored_at(key: str, name: str = "") -> str:
    """Give the storage's key of a picture's file, or what all its files' keys begin with."""
    return f"pictures/{key[:2]}/{key}/{name}"
