"""Follows the facts as they are committed, for those in this process who want to know at once: open pages, caches.

Nothing that must happen hangs on it: that is the relay's. Facts are told in the order of their ids, each once, to
hearers that must be quick and may not write. On PostgreSQL a transaction may commit after one that began later, so a
missing id is looked for a while before it is given up.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import Row, bindparam, func, select

from forum.core.clock import monotonic
from forum.core.db import read
from forum.core.events import KINDS, Event, revive
from forum.core.outbox import Fact

LOOK_EVERY_S = 0.5
MOST_AT_ONCE = 500
GIVEN_UP_AFTER_S = 10.0
LOOK_BACK = 100
"""How many facts before the first one are looked at again, for transactions that were under way when we began."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """A fact and its id, the cursor of whoever follows."""

    id: int
    event: Event
    happened_at: datetime


Hearer = Callable[[Sequence[Told]], None]

_NEXT = (
    select(Fact.id, Fact.name, Fact.payload, Fact.happened_at)
    .where(Fact.id > bindparam("after"))
    .order_by(Fact.id)
    .limit(MOST_AT_ONCE)
)
_THESE = select(Fact.id, Fact.name, Fact.payload, Fact.happened_at).where(Fact.id.in_(bindparam("ids", expanding=True)))
_LAST = select(func.coalesce(func.max(Fact.id), 0))


def last_id() -> int:
    """Give the id of the newest fact there is."""
    return int(read().execute(_LAST).scalar_one())


class Tail:
    """Tells hearers what happened, until it is told to stop."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.hearers: list[Hearer] = []
        self.newest: int | None = None
        self.began = 0
        """The newest fact when we began: of those up to it we told nothing."""
        self.missing: dict[int, float] = {}
        """Ids below the newest that we have not seen, and since when."""
        self.looked_at: float | None = None
        """When the last look began after which nothing was left to tell."""
        self.running = False
        self._starting = threading.Lock()
        self.stopping = threading.Event()
        self._ear = app.extensions["bell"].ear()

    @property
    def settled(self) -> int:
        """Give the id up to which no fact can appear any more; 0 before the first look."""
        return min(self.missing, default=(self.newest or 0) + 1) - 1

    def hear(self, hearer: Hearer) -> None:
        """Tell this hearer, too."""
        self.hearers.append(hearer)

    def follow(self) -> None:
        """Run beside whatever this process does, if nobody else has it run."""
        with self._starting:
            if not self.running:
                self.running = True
                threading.Thread(target=self.run, name="tail", daemon=True).start()

    def run(self) -> None:
        """Tell, and rest until the bell rings."""
        self.running = True
        while not self.stopping.is_set():
            try:
                with self.app.app_context():
                    found = self.step()
            except Exception:  # the database may be gone for a while: we go on where we were
                log.exception("the facts could not be followed")
                found = 0
            if not found:
                self._ear.wait(LOOK_EVERY_S)

    def stop(self) -> None:
        """Return from `run` soon."""
        self.stopping.set()
        self.app.extensions["bell"].ring()

    def step(self) -> int:
        """Tell what is new; gives how many facts that were."""
        began = monotonic()
        if self.newest is None:
            self.began = self.newest = last_id()
            self._miss(range(max(1, self.newest - LOOK_BACK), self.newest + 1))
            self._found(read().execute(_THESE, {"ids": list(self.missing)}).all())
        rows = list(self._late()) + list(read().execute(_NEXT, {"after": self.newest}))
        for row in rows:
            if row.id > self.newest:
                self._miss(range(max(self.newest + 1, row.id - LOOK_BACK), row.id))
                self.newest = row.id
        self._tell([Told(row.id, revive(row.name, row.payload), row.happened_at) for row in rows if row.name in KINDS])
        if len(rows) < MOST_AT_ONCE:
            self.looked_at = began
        return len(rows)

    def _late(self) -> Sequence[Row[Any]]:
        """Read what was missing; what has been missing for too long was never committed."""
        if not self.missing:
            return []
        rows = read().execute(_THESE, {"ids": list(self.missing)}).all()
        self._found(rows)
        patience = monotonic() - GIVEN_UP_AFTER_S
        self.missing = {number: since for number, since in self.missing.items() if since > patience}
        return rows

    def _miss(self, ids: range) -> None:
        self.missing.update(dict.fromkeys(ids, monotonic()))

    def _found(self, rows: Sequence[Row[Any]]) -> None:
        for row in rows:
            self.missing.pop(row.id, None)

    def _tell(self, told: Sequence[Told]) -> None:
        for hearer in self.hearers if told else ():
            try:
                hearer(told)
            except Exception:
                log.exception("%s could not hear what happened", hearer)
