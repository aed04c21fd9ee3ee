"""What search does later and by the clock: feeds the index, builds it where it is missing, tidies it at night."""

from datetime import timedelta

from forum.core.clock import now
from forum.core.jobs import enqueue, every, job
from forum.core.transaction import transaction
from forum.search import building, editions, feeding, misses, shelf
from forum.search.engine import Overloaded, Unready

FOLDED_S = 0.5
"""Changes of so many seconds go into the index together."""
CHANGES_KEPT = timedelta(days=1)
FOUR_HOURS, FIVE_MINUTES, A_DAY = 4 * 3600, 300, 86400


def changed(kind: str, *keys: int) -> None:
    """Have things of a kind indexed again, in the current transaction, within a second or so."""
    feeding.note_changes(kind, keys)
    feed_soon()


def feed_soon(after: float = FOLDED_S) -> None:
    """Have what changed fed to the index, in the current transaction.

    It is asked for once each half second: a job that runs already may have looked before this change was there.
    """
    enqueue(feed, after=after, unique=str(int(now().timestamp() / FOLDED_S)))


@job
def feed() -> None:
    """Feed the index what changed; one that cannot be read is given up and built anew."""
    edition_id = editions.current_or_none()
    try:
        if not feeding.feed():
            feed_later()
    except Unready:
        lost(edition_id)


@job
def build_step() -> None:
    """Build the index a little further, and ask for the next step: other work wants to be done between."""
    try:
        for _done, _of in building.build():
            break
    except building.Occupied:
        return
    except Overloaded:
        _build_later(5.0)
        return
    if editions.progress() is not None:
        _build_later(0.0)
    else:
        feed_now()


@every(FIVE_MINUTES)
def look_after() -> None:
    """Build an index where there is none, feed what was left over, and remove what is not used any more."""
    editions.sweep()
    feeding.forget_fed(now() - CHANGES_KEPT)
    misses.forget_old()
    found = editions.current_or_none()
    if found is not None and not shelf.there(found):
        lost(found)
    elif found is None or editions.progress() is not None:
        ask_to_build()
    elif feeding.waiting_changes():
        feed_now()


@every(A_DAY)
def tidy() -> None:
    """Put the index in order, so that nothing is left of what was deleted."""
    found = editions.current_to_write()
    if found is not None:
        found[1].tidy()


@transaction
def ask_to_build() -> None:
    """Have the index built, or gone on with, beside the one that there is."""
    _ask_build_step(0.0)


def lost(edition_id: int | None) -> None:
    """Give an index up that cannot be read, unless another one took its place already, and have one built."""
    found = editions.current_to_write()
    if found is not None and found[0] == edition_id:
        editions.condemn(edition_id)
    if found is None or found[0] == edition_id:
        ask_to_build()


@transaction
def feed_now() -> None:
    """Have what changed fed to the index, in a transaction of its own."""
    feed_soon(0.0)


@transaction
def feed_later() -> None:
    """Have what changed fed to the index when whoever is at it has finished."""
    feed_soon(1.0)


@transaction
def _build_later(seconds: float) -> None:
    _ask_build_step(seconds)


def _ask_build_step(seconds: float) -> None:
    progress = editions.progress()
    place = f"{progress.id}:{progress.kind}:{progress.key}:{progress.change_id}" if progress else "first"
    enqueue(build_step, after=seconds, unique=place)
