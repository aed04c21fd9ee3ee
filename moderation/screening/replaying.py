"""What a rule would have done: everything published in the last thirty days, read again by it, nothing changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import sleep
from typing import Any

from forum.core import passages
from forum.core.access import RANKS
from forum.core.passages import Passage
from moderation.screening.checks import Check, Why
from moderation.screening.readings import Reading
from moderation.screening.recalled import Recalled

Outcomes = Mapping[tuple[str, int], str]
"""What moderators made of things, by kind and id."""

DAYS = 30
MOST_EXAMPLES = 100
LONGEST_EXCERPT = 240
BREATH = 25
"""Posts read between two moments in which the other greenlets of an embedded house may go on."""


@dataclass(slots=True)
class Tally:
    """What was found so far. An example tells who, why, and what became of the post."""

    seen: int = 0
    hits: int = 0
    upheld: int = 0
    rejected: int = 0
    authors: set[int] = field(default_factory=set)
    examples: list[dict[str, Any]] = field(default_factory=list)

    def add(self, passage: Passage, why: list[Why], outcome: str) -> None:
        """Count a hit; `outcome` is what moderators decided about the post, if they did."""
        self.hits += 1
        self.authors.add(passage.author_id)
        self.upheld += outcome == "upheld"
        self.rejected += outcome == "rejected"
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append(
                {
                    "kind": passage.kind,
                    "id": passage.thing_id,
                    "author": passage.author_name,
                    "at": passage.made_at.isoformat(),
                    "excerpt": passage.source[:LONGEST_EXCERPT],
                    "why": why,
                    "outcome": outcome,
                }
            )


def since(moment: datetime) -> datetime:
    """Give the moment from which on posts are read again."""
    return moment - timedelta(days=DAYS)


def replayed(check: Check, start: datetime, *, likeness: bool, decided: Outcomes) -> Iterator[Tally]:
    """Read again what was published since, and give the tally after each batch.

    `decided` is what moderators made of things by kind and id: the rule is right about what they upheld.
    """
    tally, past = Tally(), Recalled()
    for batch in passages.batches(start):
        _read(batch, check, past, tally, likeness=likeness, decided=decided)
        yield tally


def _read(
    batch: Sequence[Passage],
    check: Check,
    past: Recalled,
    tally: Tally,
    *,
    likeness: bool,
    decided: Outcomes,
) -> None:
    for place, passage in enumerate(batch):
        reading = reading_of(passage)
        tally.seen += 1
        if reading.rank < RANKS["moderator"] and (why := check(reading, past)):
            tally.add(passage, why, decided.get((passage.kind, passage.thing_id), _standing(passage)))
        past.remember(reading, likeness=likeness)
        if place % BREATH == 0:
            sleep(0)


def reading_of(passage: Passage) -> Reading:
    """Read a passage as the gate would have, had its author been who they are today."""
    return Reading(
        kind=passage.kind,
        place=passage.place,
        title=passage.title,
        source=passage.source,
        author_id=passage.author_id,
        author_name=passage.author_name,
        rank=RANKS.get(passage.author_role, 1),
        trust_level=passage.trust_level,
        at=passage.made_at,
    )


def _standing(passage: Passage) -> str:
    return "upheld" if passage.standing == "removed" else ""
