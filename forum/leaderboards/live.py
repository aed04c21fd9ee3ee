"""What open pages see of boards: the first rows as they are now, and one's own place."""

from collections.abc import Hashable, Iterable

from forum.categories.queries import category_by_id
from forum.core.access import Actor
from forum.core.furniture import fragment
from forum.leaderboards import queries
from forum.leaderboards.events import BoardsJoined, BoardsLeft, BoardsMoved
from forum.leaderboards.models import KINDS
from forum.realtime.registry import Piece, Place, Touch, admits, draws, shows


@admits("board")
def admit(actor: Actor, category_id: int) -> Hashable | None:
    """Whoever sees the category, each by themselves: their own place is drawn along."""
    if category_id and category_by_id(actor.audiences, category_id) is None:
        return None
    return actor.member_id or True


@shows(BoardsMoved, BoardsLeft, BoardsJoined)
def moved(_fact: BoardsMoved | BoardsLeft | BoardsJoined) -> Iterable[Touch]:
    """Places are other ones now."""
    yield Touch(kind="board", name="rows")


@draws("board", "rows")
def draw(place: Place) -> list[Piece]:
    """Draw the first page of a board, and the reader's own place; the page number names the kind of period."""
    found = queries.current(KINDS[place.page]) if 0 <= place.page < len(KINDS) else None
    if found is None:
        return []
    me, actor = None, place.actor
    if actor.member_id is not None:
        me = queries.mine(actor.member_id, found.id, place.id)
    rows = queries.board(found.id, place.id)
    pieces = [Piece(key="board-rows", html=fragment("leaderboards/_rows.html", found=rows, reader=actor))]
    if me is not None:
        pieces.append(Piece(key="board-mine", html=fragment("leaderboards/_mine.html", me=me)))
    return pieces
