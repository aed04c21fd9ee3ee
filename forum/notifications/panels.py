"""Hangs the choice of a level beside the titles of places."""

from typing import Protocol

from forum.core.access import Actor
from forum.core.furniture import furniture
from forum.core.slots import fills
from forum.notifications.levels import MEANINGS, NAMES
from forum.notifications.queries import standing


class Numbered(Protocol):
    """A thread, as far as we know it."""

    @property
    def id(self) -> int:
        """Give its id."""


@fills("place.attention")
def show_levels(place: str, reader: Actor) -> str | None:
    """Show how closely the reader is told of the place, and let them choose."""
    return draw_levels(reader, place) if reader.signed_in else None


@fills("thread.top")
def show_thread_levels(thread: Numbered, reader: Actor) -> str | None:
    """Show the same under the title of a thread."""
    return show_levels(f"thread:{thread.id}", reader)


def draw_levels(actor: Actor, place: str) -> str:
    """Draw the menu of levels of a place for a member."""
    meanings, stands = MEANINGS[place.partition(":")[0]], standing(actor, place)
    return furniture("notifications/_levels.html", stands, standing=stands, names=NAMES, meanings=meanings)
