"""The past as a replay sees it: what it has read so far, so that copies and floods are found as they were then."""

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from moderation.screening.likeness import near as alike
from moderation.screening.likeness import quarters
from moderation.screening.readings import Reading
from moderation.screening.scoring import Model
from moderation.screening.stored import MOST_SUSPECTS, Stored

Key = tuple[int, int]
Shelf = deque["_Seen"]
_shelf: Callable[[], Shelf] = partial(deque, maxlen=MOST_SUSPECTS)
"""Of all that looks alike only the newest are compared, as the gate does: masses of copies cost what a few do."""


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
        self._digests: dict[str, Shelf] = defaultdict(_shelf)
        self._quarters: dict[Key, Shelf] = defaultdict(_shelf)

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
        best: tuple[bool, bool] | None = None
        for seen in self._suspects(reading, since, near=near):
            found = seen.author_id != reading.author_id, seen.digest == reading.digest
            if found[0]:
                return found  # copies word for word come first: nothing after this can tell more
            best = max(best or found, found)
        return best

    def _suspects(self, reading: Reading, since: datetime, *, near: bool) -> Iterator[_Seen]:
        """Give what says the same since a moment, the newest first, and then what says nearly the same."""
        for seen in reversed(self._digests.get(reading.digest or "", ())):
            if seen.at > since:
                yield seen
        hashed = reading.simhash if near else None
        for key in _keys(hashed):
            for seen in reversed(self._quarters.get(key, ())):
                if seen.at > since and seen.simhash is not None and hashed is not None and alike(hashed, seen.simhash):
                    yield seen

    def staff_names(self) -> Sequence[str]:
        """List the names of moderators, staff and administrators."""
        return self._stored.staff_names()

    def model(self, task: str) -> Model | None:
        """Give the classifier in use for a task, or None while none is trained."""
        return self._stored.model(task)


def _keys(hashed: int | None) -> list[Key]:
    return list(enumerate(quarters(hashed))) if hashed is not None else []
