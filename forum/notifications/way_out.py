"""The way out of letters: a signed link that switches them off, without signing in."""

from dataclasses import dataclass

from forum.core.access import Actor
from forum.core.tokens import sign, unsign

PURPOSE = "unsubscribe"
LETTERS, DIGESTS = "letters", "digests"
GOOD_FOR_S = 5 * 365 * 24 * 3600
"""Old letters are opened late, and the link in them can do no more than switch mail off."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who wants no more letters, of which sort, and the place that the letter told of."""

    member_id: int
    sort: str
    place: str


def way_out(actor: Actor, sort: str, place: str) -> str:
    """Make the path of the link."""
    return f"/unsubscribe/{sign(PURPOSE, [actor.member_id, sort, place])}"


def leaving(token: str) -> Leaving | None:
    """Read what such a link says; None for a forged one."""
    said = unsign(PURPOSE, token, GOOD_FOR_S)
    if not isinstance(said, list) or len(said) != 3 or not isinstance(said[0], int):
        return None
    return Leaving(said[0], str(said[1]), str(said[2]))
