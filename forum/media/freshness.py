"""Which pages a picture's facts change: a picture shows where somebody put it, and that is a fact of its own."""

from forum.core.pages.declared import changes_nothing
from forum.media import events

changes_nothing(events.PictureUploaded, events.PictureDeleted)
