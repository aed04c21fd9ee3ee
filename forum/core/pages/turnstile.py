"""The turnstile: lets guests in one at a time where a page must be drawn for them, so that members come first.

Each drawing is charged with the CPU time it took. While members are about, guests get a share of a processor, and
whoever is beyond it waits; when too many wait, the next are asked to come back later. Nobody is turned away while
there is nobody to make room for: a guest alone then only waits for the guest before.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from time import sleep, thread_time

from gevent.monkey import is_module_patched

from forum.core.clock import monotonic

SHARE = 0.3
"""How much of a processor guests' drawings may take while members are about; all of it otherwise."""
BURST_S = 1.0
"""CPU time that guests may save up."""
ABOUT_S = 10.0
"""How long after a request a member counts as being about."""
PATIENCE_S = 1.0
BREATH_S = 0.001
"""The least pause before a drawing, in which members who wait already are answered."""
LONGEST_PAUSE_S = 0.5
LATE_S = 0.01
"""A pause that ends so much later than it should tells that others want the processor."""
ROOM = 24
ROOM_OF_THREADS = 1
"""How many may wait: waiting greenlets cost nothing, but a waiting thread answers no member meanwhile."""
RESERVED = 0.5
"""How much more room there is for pages that many want: those that were kept until a fact changed them."""


class TooMany(Exception):
    """More guests want pages drawn than can be drawn without making members wait."""


class Turnstile:
    """Counts what guests' pages cost, and who waits for one."""

    def __init__(self, room: int | None = None) -> None:
        self._room = room if room is not None else (ROOM if is_module_patched("threading") else ROOM_OF_THREADS)
        self._saved, self._counted_at = BURST_S, monotonic()
        self._member_at = float("-inf")
        self.waiting = 0
        self._turn, self._lock = threading.Lock(), threading.Lock()

    def member_passed(self) -> None:
        """Note that a member is about."""
        self._member_at = monotonic()

    def owed(self) -> float:
        """Tell for how many seconds guests must save until they may spend again."""
        share = self._count()
        return -self._saved / share if self._saved < 0 else 0.0

    @contextmanager
    def passing(self, *, wanted: bool = False) -> Iterator[None]:
        """Let a guest draw a page, and charge it; raises TooMany where the house is full."""
        self._wait(self._room + ceil(self._room * RESERVED) if wanted else self._room)
        try:
            self._let_members_by()
            began = thread_time()
            try:
                yield
            finally:
                self.charge(thread_time() - began)
        finally:
            self._turn.release()

    def _wait(self, room: int) -> None:
        """Wait for the turn, and take it."""
        with self._lock:
            if self.waiting >= room:
                raise TooMany
            self.waiting += 1
        try:
            if not self._turn.acquire(timeout=PATIENCE_S):
                raise TooMany
        finally:
            with self._lock:
                self.waiting -= 1

    def charge(self, seconds: float) -> None:
        """Count what a drawing cost."""
        self._count()
        self._saved -= seconds

    def _let_members_by(self) -> None:
        """Pause for what guests owe, and again as long as each pause was late: somebody waits for the processor."""
        end, pause = monotonic() + LONGEST_PAUSE_S, max(BREATH_S, self.owed())
        while True:
            due = min(monotonic() + pause, end)
            sleep(max(0.0, due - monotonic()))
            late = monotonic() - due
            if late < LATE_S or due >= end or not self._are_members_about():
                return
            pause = late

    def _are_members_about(self) -> bool:
        return monotonic() - self._member_at < ABOUT_S

    def _count(self) -> float:
        """Save up what the time since the last count brought; gives the share that holds now."""
        moment = monotonic()
        share = SHARE if self._are_members_about() else 1.0
        self._saved = min(BURST_S, self._saved + (moment - self._counted_at) * share)
        self._counted_at = moment
        return share
