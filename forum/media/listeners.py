"""What follows from what happened to pictures."""

from forum.core.events import on
from forum.core.jobs import enqueue
from forum.media.events import PictureDeleted, PictureUploaded
from forum.media.jobs import make_variants, remove_files


@on(PictureUploaded)
def plan_variants(event: PictureUploaded) -> None:
    """Have smaller widths made of a picture in a post; faces and logos have theirs."""
    if event.kind == "post":
        enqueue(make_variants, unique=str(event.picture_id), picture_id=event.picture_id)


@on(PictureDeleted)
def plan_removal(event: PictureDeleted) -> None:
    """Have the files of a deleted picture removed."""
    enqueue(remove_files, unique=event.key, key=event.key)
