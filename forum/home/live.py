"""What open lists see: rows that say something else, and threads that are new to them."""

from collections.abc import Hashable, Iterable
from dataclasses import replace

from flask import get_template_attribute

from forum.brands.current import current_brand
from forum.categories.queries import category_by_id
from forum.core.access import Actor
from forum.core.events import Event
from forum.realtime.registry import Piece, Place, Touch, admits, draws, shows
from forum.threads import events, queries

MOST_ROWS = 20
"""How many threads a list is told of at once; where more happens, its reader loads it anew."""


@admits("list")
def admit(_actor: Actor, _number: int) -> Hashable | None:
    """Everybody: what they see of it, their audiences say."""
    return True


@admits("category")
def admit_to_category(actor: Actor, category_id: int) -> Hashable | None:
    """Whoever sees the category."""
    return True if category_by_id(actor.audiences, category_id) else None


@shows(
    events.PostPublished, events.PostDeleted, events.PostRestored, events.PostEdited, events.AnswerAccepted,
    events.AnswerWithdrawn, events.ThreadClosed, events.ThreadReopened, events.ThreadPinned, events.ThreadUnpinned,
    events.ThreadMoved, events.ThreadRetagged,
)  # fmt: skip
def moved(fact: Event) -> Iterable[Touch]:
    """A thread's row says something else, or the thread is new."""
    ids = frozenset({fact.thread_id})  # type: ignore[attr-defined]
    own = frozenset({fact.author_id}) if isinstance(fact, events.PostPublished) else frozenset[int]()
    for kind in ("list", "category"):
        yield Touch(kind=kind, name="row", ids=ids, own=own)


@draws("list", "row")
@draws("category", "row")
def draw_rows(place: Place) -> list[Piece]:
    """Draw rows as lists do; what is unread to a member, the page itself remembers."""
    if place.ids is None:
        return []
    rows = queries.among(place.actor, sorted(place.ids, reverse=True)[:MOST_ROWS])
    thread_row = get_template_attribute("home/_rows.html", "thread_row")
    return [
        Piece(
            key=f"row-{row.id}",
            version=row.version,
            html=thread_row(
                row if place.alone else replace(row, unread=place.actor.signed_in, next_number=1),
                current_brand(),
                show_category=not place.id,
            ),
            values={"row": row.id},
        )
        for row in rows
        if place.id in {0, row.category_id}
    ]
