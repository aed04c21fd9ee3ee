"""Builds an index of everything, in steps that may be broken off anywhere and gone on with later."""

from collections.abc import Generator

from forum.search import editions
from forum.search.editions import Progress
from forum.search.engine import Batch
from forum.search.feeding import batch_of, changes_since, documents_of
from forum.search.registry import KINDS

AT_ONCE = 400


class Occupied(Exception):
    """Somebody else is building it."""


def build(*, anew: bool = False) -> Generator[tuple[int, int], None, None]:
    """Build an index, or go on with one, and search it when it is whole; tells how many documents of how many."""
    at = editions.begin(anew=anew)
    if not editions.hold(at.id):
        raise Occupied
    total = sum(kind.count() for kind in KINDS.values())
    try:
        if not at.done:
            editions.being_built(at.id).write(Batch())  # an empty house has an empty index, not none
        while True:
            at, done = step(at)
            yield at.done, max(total, at.done)
            if done:
                return
    finally:
        editions.release(at.id)


def step(at: Progress) -> tuple[Progress, bool]:
    """Build one step further; tells whether that was the last one, after which the edition is the current one."""
    names = list(KINDS)
    kind = at.kind or names[0]
    if kind in names:
        keys = KINDS[kind].after(at.key, AT_ONCE)
        documents = documents_of(kind, keys)
        if documents:
            editions.being_built(at.id).write(Batch(documents))
        last = keys[-1] if keys else 0
        after = kind if keys else names[names.index(kind) + 1] if kind != names[-1] else CATCHING_UP
        return _noted(at, after, last, at.done + len(documents), at.change_id), False
    missed = changes_since(at.change_id)
    if missed:
        editions.being_built(at.id).write(batch_of(missed))
        return _noted(at, CATCHING_UP, 0, at.done, missed[-1].id), False
    editions.make_current(at.id)
    return at, True


CATCHING_UP = "changes"
"""The last stretch: what changed while the rest was built."""


def _noted(at: Progress, kind: str, key: int, done: int, change_id: int) -> Progress:
    if not editions.note(at.id, kind, key, done, change_id):
        raise Occupied  # another build has begun anew
    return Progress(at.id, kind, key, done, change_id, at.begun_at, current=False)
