"""One drawing at a time for each page: whoever asks for it meanwhile waits for that one, for a while."""

import threading
from collections.abc import Callable

from forum.core.clock import monotonic
from forum.core.pages.asked import Asked
from forum.core.pages.page import Page

PATIENCE_S = 1.0


class Flight:
    """A page that is being drawn."""

    def __init__(self) -> None:
        self.began = monotonic()
        self.page: Page | None = None
        self.over = threading.Event()


class Flights:
    """All pages that are being drawn in this process."""

    def __init__(self) -> None:
        self._under_way: dict[Asked, Flight] = {}
        self._lock = threading.Lock()

    def join(self, asked: Asked) -> tuple[Flight, bool]:
        """Give the drawing of a page, and whether it is ours to do."""
        with self._lock:
            flight = self._under_way.get(asked)
            if flight is not None and monotonic() - flight.began < PATIENCE_S:
                return flight, False
            self._under_way[asked] = made = Flight()
            return made, True

    def land(self, asked: Asked, flight: Flight) -> None:
        """Let all go on who wait for this drawing, whatever came of it."""
        with self._lock:
            if self._under_way.get(asked) is flight:
                del self._under_way[asked]
        flight.over.set()


def awaited(flight: Flight, holds: Callable[[Page], bool]) -> Page | None:
    """Wait for what somebody else draws; None where nothing comes of it in time."""
    flight.over.wait(PATIENCE_S)
    page = flight.page
    return page if page is not None and holds(page) else None
