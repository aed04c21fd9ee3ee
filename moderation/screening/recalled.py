"""The past as a replay sees it: what it has read so far, so that copies and floods are found as they were then."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from moderation.screening.likeness import near as alike
from moderation.screening.likeness import quarters
from moderation.screening.readings import Reading
from moderation.screening.scoring import Model
from moderation.screening.stored import Stored

Key = tuple[int, int]


class _Seen(NamedTuple):
    author_id: int | None
    digest: str
    simhash: int | None
    at: datetime


class Recalled:
    """What was read so far, with the staff and the classifier of today."""

    def __init__(self) -> None:
        self._stored = Stored()
        self._written: dict[int, list[datetime]] = defaultdict(list)
        self._digests: dict[str, list[_Seen]] = defaultdict(list)
        self._quarters: dict[Key, list[_Seen]] = defaultdict(list)

    def remember(self, reading: Reading, *, likeness: bool) -> None:
        """Take in what was just read; what it looks like only where the rule asks for it."""
        if reading.author_id is not None:
            self._written[reading.author_id].append(reading.at)
        if not likeness or reading.digest is None:
            return
        seen = _Seen(reading.author_id, reading.digest, reading.simhash, reading.at)
        self._digests[seen.digest].append(seen)
        for key in _keys(seen.simhash):
            self._quarters[key].append(seen)

    def written_by(self, author_id: int, since: datetime) -> int:
        """Count what a member published since a moment."""
        moments = self._written.get(author_id, [])
        return len(moments) - bisect_right(moments, since)

    def copy_of(self, reading: Reading, since: datetime, *, near: bool) -> tuple[bool, bool] | None:
        """Tell of a copy that was published since: whether it is by another member, and whether word for word."""
        hashed = reading.simhash if near else None
        suspects = list(self._digests.get(reading.digest or "", ()))
        if hashed is not None:
            suspects += (seen for key in _keys(hashed) for seen in self._quarters.get(key, ()))
        found = [
            (seen.author_id != reading.author_id, seen.digest == reading.digest)
            for seen in suspects
            if seen.at > since and (seen.digest == reading.digest or _near(hashed, seen.simhash))
        ]
        return max(found, default=None)

    def staff_names(self) -> Sequence[str]:
        """List the names of moderators, staff and administrators."""
        return self._stored.staff_names()

    def model(self, task: str) -> Model | None:
        """Give the classifier in use for a task, or None while none is trained."""
        return self._stored.model(task)


def _near(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and alike(one, other)


def _keys(hashed: int | None) -> list[Key]:
    return list(enumerate(quarters(hashed))) if hashed is not None else []
