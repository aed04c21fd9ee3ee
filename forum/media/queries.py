"""What can be seen of pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select

from forum.brands.models import Brand
from forum.core.access import GUEST, RANKS, Actor
from forum.core.db import read
from forum.core.text import Picture as Shown
from forum.media.darkroom import WIDTHS
from forum.media.models import BASE, HiddenPicture, Picture, PictureUse
from forum.media.policy import may_change, may_see
from forum.media.registry import sees_any
from forum.members.models import Member


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture as a page shows it to whoever may change it."""

    key: str
    kind: str
    owner_id: int | None
    alt: str
    decorative: bool
    animated: bool
    shown: Shown

    @property
    def markdown(self) -> str:
        """Give the words that put the picture into a post."""
        alt = self.alt.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
        return f"![{alt}](picture:{self.key})"


@dataclass(frozen=True, slots=True)
class Served:
    """A file that this reader may have; `public` says that everybody may, `final` that it never changes."""

    name: str
    public: bool
    final: bool


_SHOWN = select(Picture.key, Picture.width, Picture.height).where(
    Picture.key.in_(bindparam("keys", expanding=True)), Picture.ready_at.is_not(None)
)
_KEY = select(Picture.key).where(Picture.id == bindparam("picture_id"), Picture.ready_at.is_not(None))
_USED = (
    select(Picture.id, Picture.alt)
    .join(PictureUse, PictureUse.picture_id == Picture.id)
    .where(PictureUse.subject == bindparam("subject"))
    .order_by(Picture.id)
)
_AVATAR = select(Member.avatar_key).where(Member.id == bindparam("member_id"))
_LOGO = select(Brand.logo_key).where(Brand.id == bindparam("brand_id"))
_hidden = select(HiddenPicture.made_at).where(HiddenPicture.picture_id == Picture.id).scalar_subquery()
_FOUND = (
    select(Picture, func.aggregate_strings(PictureUse.subject, " ").label("subjects"), _hidden.label("hidden_at"))
    .outerjoin(PictureUse, PictureUse.picture_id == Picture.id)
    .where(Picture.key == bindparam("key"), Picture.ready_at.is_not(None))
    .group_by(Picture.id)
)
_WIDE = frozenset(f"{width}.webp" for width in WIDTHS)


def pictures_for(keys: Sequence[str]) -> dict[str, Shown]:
    """Give what a post needs to show the pictures with these keys; keys of none are left out."""
    rows = read().execute(_SHOWN, {"keys": list(keys)}) if keys else ()
    return {row.key: _shown(row) for row in rows}


def picture(actor: Actor, key: str) -> PictureView | None:
    """Give one picture to whoever may change it; for others it is not there (S16)."""
    row = read().execute(_FOUND, {"key": key}).first()
    if row is None or may_change(actor, row.kind, row.owner_id, shown=_sees(actor, row)) is not None:
        return None
    return PictureView(row.key, row.kind, row.owner_id, row.alt, row.decorative, row.animated, _shown(row))


def served(actor: Actor, key: str, name: str) -> Served | None:
    """Give the file at an address if this reader may see it; absent and hidden look the same (S16, S48).

    Pages name all widths from the first moment on: until one is made, the picture itself stands in for it.
    """
    row = read().execute(_FOUND, {"key": key}).first()
    if row is None:
        return None
    present = {file["name"] for file in row.files}
    if name not in present and (name not in _WIDE or BASE not in present):
        return None
    if row.hidden_at is not None and actor.rank < RANKS["moderator"]:
        return None
    public = row.hidden_at is None and may_see(GUEST, row.kind, row.owner_id, shown=_sees(GUEST, row)) is None
    if not public and may_see(actor, row.kind, row.owner_id, shown=_sees(actor, row)) is not None:
        return None
    return Served(name if name in present else BASE, public, name in present)


def key_of(picture_id: int) -> str | None:
    """Give the key of a picture that is there."""
    key: str | None = read().scalar(_KEY, {"picture_id": picture_id})
    return key


def pieces_of(subject: str) -> tuple[tuple[str, int, str], ...]:
    """Give the pictures that a thing shows, as moderators can judge them apart: kind, id and name."""
    return tuple(("picture", row.id, row.alt) for row in read().execute(_USED, {"subject": subject}))


def avatar_of(member_id: int) -> list[str]:
    """Give the key of the picture that a member wears now, if one does."""
    return [key for key in read().scalars(_AVATAR, {"member_id": member_id}) if key]


def logo_of(brand_id: int) -> list[str]:
    """Give the key of the picture that a brand wears now, if one does."""
    return [key for key in read().scalars(_LOGO, {"brand_id": brand_id}) if key]


def address(key: str, name: str = BASE) -> str:
    """Give the address of a picture's file."""
    return f"/media/{key}/{name}"


def _sees(actor: Actor, row: Any) -> bool:
    return sees_any(actor, (row.subjects or "").split())


def _shown(row: Any) -> Shown:
    smaller = [f"{address(row.key, f'{width}.webp')} {width}w" for width in WIDTHS if width < row.width]
    srcset = (*smaller, f"{address(row.key)} {row.width}w") if smaller else ()
    return Shown(src=address(row.key), width=row.width, height=row.height, srcset=srcset)
