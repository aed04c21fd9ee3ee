"""How rooms let open pages follow them: channels, what a fact touches in them, and how that is drawn.

A room's `live.py` says three things. `@admits("thread")` tells how a reader stands in a channel of that kind, or None
where they may not be there. `@shows(PostEdited)` names what a fact touches. `@draws("thread", "post")` draws what was
touched, as the page itself draws it. Readers of one language who stand alike are sent the same drawing.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from forum.core.access import Actor
from forum.core.events import Event

E = TypeVar("E", bound=Event)


class Channel(NamedTuple):
    """Something that pages follow: `thread:5`, `category:3`, `list`, `member:7`."""

    kind: str
    id: int = 0

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """What a fact touches: a name such as "post" and the ids touched, in one channel or in all of a kind.

    No ids means all there are. Whoever is among `own` is not sent what all are sent, because what was touched bears a
    mark of theirs: their pages ask for it. Where the fact `unsettles`, everybody is asked anew how they stand in the
    channel before anything is sent.
    """

    kind: str
    id: int | None = None
    name: str = ""
    ids: frozenset[int] | None = None
    own: frozenset[int] = frozenset()
    unsettles: bool = False

    def means(self, channel: Channel) -> bool:
        """Tell whether the channel is touched."""
        return channel.kind == self.kind and self.id in {None, channel.id}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is to be drawn, and for whom: an actor like all who are sent it, or the one who asks, `alone`.

    Only whoever asks is drawn for within a request.
    """

    actor: Actor
    id: int
    page: int
    ids: frozenset[int] | None
    alone: bool

    def wants(self, number: int) -> bool:
        """Tell whether this one was touched."""
        return self.ids is None or number in self.ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a page as it looks now; of two drawings of one key the higher version is right.

    Without a version the later one is. `html` stands for an element with the key as its id; `values` are numbers and
    short words that a script sets. Whoever is among `own` sees it another way: their pages ask for it.
    """

    key: str
    version: int | None = None
    html: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    own: frozenset[int] = frozenset()
    loose: bool = False
    """Drawn without a version: one of the same moment may be shown again."""


Shower = Callable[[Any], Iterable[Touch]]
Admitter = Callable[[Actor, int], Hashable | None]
Drawer = Callable[[Place], Sequence[Piece]]

SHOWERS: dict[str, list[Shower]] = {}
ADMITTERS: dict[str, Admitter] = {}
DRAWERS: dict[tuple[str, str], Drawer] = {}
KEYS: dict[str, str] = {}


def shows(*kinds: type[Event]) -> Callable[[Shower], Shower]:
    """Let the function name what such facts touch; it may not ask the database."""

    def register(shower: Shower) -> Shower:
        for kind in kinds:
            SHOWERS.setdefault(kind.__name__, []).append(shower)
        return shower

    return register


def admits(kind: str, *, key: str = "") -> Callable[[Admitter], Admitter]:
    """Let the function tell how an actor stands in a channel of this kind; None keeps them out.

    `key` is the field that names the channel's id in the facts that touch it: catching up then reads only those.
    """

    def register(admitter: Admitter) -> Admitter:
        ADMITTERS[kind], KEYS[kind] = admitter, key
        return admitter

    return register


def draws(kind: str, name: str) -> Callable[[Drawer], Drawer]:
    """Let the function draw what is called so in channels of this kind."""

    def register(drawer: Drawer) -> Drawer:
        DRAWERS[kind, name] = drawer
        return drawer

    return register


def touches(event: Event) -> list[Touch]:
    """List what a fact touches."""
    return [touch for shower in SHOWERS.get(type(event).__name__, ()) for touch in shower(event)]


def channel(text: object) -> Channel | None:
    """Read a channel's name; None where it is none of ours, whatever was sent (S40)."""
    if not isinstance(text, str) or len(text) > 40:
        return None
    kind, colon, number = text.partition(":")
    if kind not in ADMITTERS or (colon and not (number.isascii() and number.isdigit() and len(number) <= 18)):
        return None
    return Channel(kind, int(number) if colon else 0)
