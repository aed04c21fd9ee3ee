"""What follows from what happened to pictures, and to those who wear one."""

from forum.brands.events import BrandChanged
from forum.core.events import on
from forum.core.jobs import enqueue
from forum.media.actions import claim_pictures
from forum.media.events import PictureDeleted, PictureUploaded
from forum.media.jobs import make_variants, remove_files
from forum.media.queries import avatar_of, logo_of
from forum.members.events import AvatarChanged


@on(PictureUploaded)
def plan_variants(event: PictureUploaded) -> None:
    """Have smaller widths made of a picture in a post; faces and logos have theirs."""
    if event.kind == "post":
        enqueue(make_variants, unique=str(event.picture_id), picture_id=event.picture_id)


@on(PictureDeleted)
def plan_removal(event: PictureDeleted) -> None:
    """Have the files of a deleted picture removed."""
    enqueue(remove_files, unique=event.key, key=event.key)


@on(AvatarChanged)
def keep_avatar(event: AvatarChanged) -> None:
    """Keep the picture that a member wears, and let the former one go."""
    claim_pictures(f"member:{event.member_id}", avatar_of(event.member_id))


@on(BrandChanged)
def keep_logo(event: BrandChanged) -> None:
    """Keep the picture that a brand wears, and let the former one go."""
    claim_pictures(f"brand:{event.brand_id}", logo_of(event.brand_id))
