"""What open pages see of thanks: the count under the post, and the wall as it grows."""

from collections.abc import Hashable, Iterable

from forum.core.access import Actor
from forum.core.furniture import fragment
from forum.kudos.events import KudosGiven, KudosHidden, KudosRestored, KudosWithdrawn
from forum.kudos.queries import wall
from forum.realtime.registry import Piece, Place, Touch, admits, draws, shows
from forum.threads.events import PostDeleted, PostRestored

Fact = KudosGiven | KudosWithdrawn | KudosHidden | KudosRestored


@admits("kudos")
def admit(_actor: Actor, _number: int) -> Hashable | None:
    """Everybody: what they see of it, their audiences say."""
    return True


@shows(KudosGiven, KudosWithdrawn, KudosHidden, KudosRestored)
def changed(fact: Fact) -> Iterable[Touch]:
    """The wall changes, and what stands under the post; its author sees that another way."""
    yield Touch(kind="kudos", name="wall")
    yield Touch(
        kind="thread", id=fact.thread_id, name="post", ids=frozenset({fact.post_id}), own=frozenset({fact.to_member_id})
    )


@shows(PostDeleted, PostRestored)
def gone(_fact: PostDeleted | PostRestored) -> Iterable[Touch]:
    """Thanks go with the post they are for, and come back with it."""
    yield Touch(kind="kudos", name="wall")


@draws("kudos", "wall")
def draw(place: Place) -> list[Piece]:
    """Draw the first page of the wall, as whoever asks for it sees it."""
    found = wall(place.actor)
    return [Piece(key="kudos-wall", html=fragment("kudos/_list.html", found=found, more="/kudos"))]
