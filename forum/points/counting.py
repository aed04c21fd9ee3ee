"""The work of counting: asked for, done in turns, stopped and carried on; rules that ship with a new version."""

from forum.core.jobs import enqueue, every, job
from forum.core.transaction import transaction
from forum.points import recounting

HOUR_S = 3600


@job
def count_anew(edition_id: int) -> None:
    """Count an edition for a turn, and ask for the next turn."""
    more = recounting.carry_on(edition_id)
    _ask_again(edition_id if more else None)


@job
def forget_editions() -> None:
    """Forget ledgers that count no more."""
    if recounting.forget_retired():
        _forget_later()


@every(HOUR_S)
def look_after_rules() -> None:
    """Write down rules that came with a new version of the house, and count by them."""
    _count_if_new()


@transaction
def start_counting(*, gather: bool = False) -> int:
    """Begin a new edition, and ask for it to be counted; gives its id."""
    edition_id = recounting.begin(gather=gather)
    enqueue(count_anew, unique=str(edition_id), edition_id=edition_id)
    return edition_id


@transaction
def go_on(edition_id: int, going: bool) -> bool:
    """Stop a counting or let it go on; tells whether that changed anything."""
    changed = recounting.set_going(edition_id, going)
    if changed and going:
        enqueue(count_anew, unique=str(edition_id), edition_id=edition_id)
    return changed


@transaction
def _ask_again(edition_id: int | None) -> None:
    if edition_id is not None:
        enqueue(count_anew, edition_id=edition_id)
    else:
        enqueue(forget_editions, unique="all")


@transaction
def _forget_later() -> None:
    enqueue(forget_editions)


@transaction
def _count_if_new() -> None:
    if recounting.ship_rules():
        start_counting(gather=True)
