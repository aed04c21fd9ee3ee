"""Hangs beside a thread the place where those who read it with you are shown."""

from forum.core.furniture import fragment
from forum.core.slots import fills


@fills("thread.rail")
def show_readers(**_page: object) -> str:
    """Leave room for faces; scripts fill it in."""
    return fragment("realtime/_rail.html")
