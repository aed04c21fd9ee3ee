"""The ledger of changes: tells of a page, by what it shows and when it was drawn, whether it still holds.

A page is drawn at a cursor: all facts up to the newest that we had heard are in it, those but that were missing
(a transaction of PostgreSQL may commit after one that began later). It holds while no other fact changes what it
shows. Nothing else is needed against races: a fact that commits while a page is drawn has an id beyond its cursor,
whether it is told before the page is kept or after. The same cursor holds in all processes.
"""

import logging
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flask import Flask

from forum.core.cache import Cache
from forum.core.clock import monotonic
from forum.core.events import Event
from forum.core.pages.declared import EVERYTHING, FURNITURE, changed_by
from forum.core.tail import Tail, Told

STALE_AFTER_S = 1.0
MOST_LABELS = 50_000
MOST_FACTS = 5_000

log = logging.getLogger(__name__)


class Cursor(NamedTuple):
    """What a page was drawn from: every fact up to the newest, without the missing ones."""

    newest: int
    missing: frozenset[int]


class Ledger:
    """Knows the last fact that changed each label, as this process heard it."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._tail: Tail = app.extensions["tail"]
        self._cache: Cache = app.extensions["cache"]
        self._newest: int | None = None
        self._changed: dict[str, int] = {}
        self._facts: dict[int, frozenset[str]] = {}
        """The latest facts, and what they changed: one of them may be what a page misses."""
        self._since = 0
        """Pages that were drawn before this fact hold no more, whatever they show."""
        self._known_after = 0
        """Of facts up to this one we do not know any more what they changed."""
        self._tail.hear(self.hear)

    def current(self) -> bool:
        """Tell whether all that was committed more than a second ago is known here.

        A server that does not run the tail itself (granian's processes) has it run from the first question on.
        """
        looked_at = self._tail.looked_at
        if looked_at is not None and monotonic() - looked_at <= STALE_AFTER_S:
            return True
        if not self._app.testing:  # tests look when they want to
            self._tail.follow()
        return False

    def cursor(self) -> Cursor:
        """Give the cursor of a page that is drawn from now on; the tail must have looked once."""
        newest = self._begin() if self._newest is None else self._newest
        # what is missing comes after it: what is found meanwhile then counts as not yet seen
        return Cursor(newest, frozenset(self._tail.missing.copy()))

    def holds(self, labels: Iterable[str], cursor: Cursor) -> bool:
        """Tell whether a page with these labels still shows what is."""
        if cursor.newest < self._since:
            return False
        changed = self._changed
        if any(changed.get(label, 0) > cursor.newest for label in labels):
            return False
        return not cursor.missing or not self._came({EVERYTHING, *labels}, cursor.missing)

    def _came(self, shown: set[str], missing: frozenset[int]) -> bool:
        """Tell whether a fact may have come that a page misses and that changes what it shows."""
        for number in missing:
            changed = self._facts.get(number)
            if changed is None and number <= self._known_after and number not in self._tail.missing:
                return True
            if changed and changed & shown:
                return True
        return False

    def hear(self, told: Sequence[Told]) -> None:
        """Note what facts change."""
        if self._newest is None:
            self._begin()
        for fact in told:
            self._note(fact.id, _labels(fact.event))
        self._newest = max(self._newest or 0, self._tail.newest or 0)

    def _begin(self) -> int:
        self._newest = self._since = self._known_after = self._tail.began
        return self._newest

    def _note(self, number: int, labels: frozenset[str]) -> None:
        if FURNITURE in labels:
            self._cache.clear()
        for label in labels:
            self._changed[label] = max(number, self._changed.get(label, 0))
        self._facts[number] = labels
        if len(self._changed) > MOST_LABELS:
            self._changed, self._since = {}, max(self._since, number)
        if len(self._facts) > MOST_FACTS:
            oldest = next(iter(self._facts))
            self._known_after = max(self._known_after, oldest)
            del self._facts[oldest]


def _labels(event: Event) -> frozenset[str]:
    """Name what a fact changes; where that cannot be told, everything."""
    try:
        return changed_by(event)
    except Exception:
        log.exception("what %s changes could not be told", event)
        return frozenset({EVERYTHING})
