"""What happens to pictures."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class PictureUploaded(Event):
    """A picture arrived and may be shown."""

    picture_id: int
    owner_id: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class PictureDeleted(Event):
    """A picture is gone; its files are still to be removed."""

    key: str
