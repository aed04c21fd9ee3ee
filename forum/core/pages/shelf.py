"""Where pages are kept in a process: those asked for twice outlive those asked for once, as crawlers do.

A page that holds no more lies here until another takes its place or its room: that it was wanted is worth knowing.
"""

import threading
from collections import OrderedDict

from forum.core.pages.asked import Asked
from forum.core.pages.page import Page

MOST_BYTES = 48 * 2**20
ONCE = 0.25
"""The part of the room that is for pages asked for once."""


class Row:
    """Pages in the order in which they were asked for last, up to a number of bytes."""

    def __init__(self, most: float) -> None:
        self._most, self.bytes = most, 0
        self.pages: OrderedDict[Asked, Page] = OrderedDict()

    def put(self, asked: Asked, page: Page) -> list[tuple[Asked, Page]]:
        """Keep a page; gives those that had to go for it."""
        self.take(asked)
        self.pages[asked] = page
        self.bytes += page.size
        gone: list[tuple[Asked, Page]] = []
        while self.bytes > self._most:
            gone.append(self.pages.popitem(last=False))
            self.bytes -= gone[-1][1].size
        return gone

    def take(self, asked: Asked) -> Page | None:
        """Take a page out."""
        page = self.pages.pop(asked, None)
        if page is not None:
            self.bytes -= page.size
        return page


class Shelf:
    """Pages in memory, in two rows."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._once, self._often = Row(most * ONCE), Row(most * (1 - ONCE))
        self._lock = threading.Lock()

    @property
    def bytes(self) -> int:
        """Tell how much is taken."""
        return self._once.bytes + self._often.bytes

    def get(self, asked: Asked) -> Page | None:
        """Give the page under a key."""
        with self._lock:
            page = self._often.pages.get(asked)
            if page is not None:
                self._often.pages.move_to_end(asked)
                return page
            page = self._once.take(asked)
            if page is not None:
                for old, other in self._often.put(asked, page):
                    self._once.put(old, other)
            return page

    def put(self, asked: Asked, page: Page) -> None:
        """Keep a page under its key; one that is kept there already makes way and leaves its place."""
        with self._lock:
            row = self._often if asked in self._often.pages else self._once
            row.put(asked, page)
