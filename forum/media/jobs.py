"""What happens to pictures later, and by the clock."""

from forum.core.jobs import every, job
from forum.media import actions
from forum.media.storage import storage


@job
def make_variants(picture_id: int) -> None:
    """Make the smaller widths of a picture."""
    actions.add_variants(picture_id)


@job
def remove_files(key: str) -> None:
    """Remove the files of a deleted picture."""
    actions.remove_files(key)


@every(seconds=3600)
def purge_orphans() -> None:
    """Delete what nothing shows, a batch at a time, and what killed writers left in the storage."""
    while actions.purge_orphans():
        pass
    storage().tidy()
