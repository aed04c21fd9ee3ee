"""Things as moderators see them, through the review port: looked at, frozen, told alike."""

import re
from hashlib import blake2b
from html import unescape
from urllib.parse import urlsplit

from flask_babel import gettext as _

from forum.core.access import HOUSE, Actor
from forum.core.refusal import Refused
from forum.core.review import KINDS, Exhibit, Reviewable
from forum.core.text import plain

SHORTEST_LIKENESS = 12
MOST_LINKS = 20

_LINK = re.compile(r'href="(https?://[^"]{1,500})"')
_FLEETING = re.compile(r"https?://\S+|www\.\S+|[\W\d_]+")


def how(kind: str) -> Reviewable:
    """Give what may be done with a kind of content; raises Refused where nobody opened it to moderators."""
    if kind not in KINDS:
        raise Refused(_("Moderators cannot look at this."))
    return KINDS[kind]


def seen_by(actor: Actor, kind: str, thing_id: int) -> Exhibit | None:
    """Show a thing to a moderator, or None where it is not there for them (S18)."""
    return how(kind).show(actor, thing_id)


def taken(kind: str, thing_id: int) -> Exhibit:
    """Show a thing to the house itself, to freeze it; raises Refused where it is gone."""
    exhibit = how(kind).show(HOUSE, thing_id)
    if exhibit is None:
        raise Refused(_("This is not there any more."))
    return exhibit


def standing(kind: str, thing_id: int) -> str:
    """Tell how a thing stands: seen, hidden, held or gone."""
    exhibit = how(kind).show(HOUSE, thing_id)
    if exhibit is None:
        return "gone"
    if exhibit.held:
        return "held"
    return "hidden" if exhibit.hidden else "seen"


def links(exhibit: Exhibit) -> set[str]:
    """Give short words for where a thing links to, outside of this house: host and path, whatever is asked there."""
    found = (urlsplit(unescape(address)) for address in _LINK.findall(exhibit.html)[:MOST_LINKS])
    places = {f"{each.hostname}{each.path.rstrip('/')}" for each in found if each.hostname}
    return {blake2b(place.casefold().encode(), digest_size=12).hexdigest() for place in places}


def likeness(exhibit: Exhibit) -> str:
    """Give the same short word for texts that differ in links, numbers, signs and capitals alone."""
    words = _FLEETING.sub(" ", plain(exhibit.html).casefold()).split()
    bare = " ".join(words)
    if len(bare) < SHORTEST_LIKENESS:
        return ""
    return blake2b(bare.encode(), digest_size=12).hexdigest()
