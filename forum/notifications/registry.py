"""How rooms plug in: the kinds of things they tell, whom they tell, and who may see the places they tell of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Protocol, TypeVar

from forum.core.access import Actor
from forum.core.events import Event, on
from forum.notifications.levels import Ladder

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that members are told.

    `say` puts it into a sentence of who did it and how many; `crowd` names the levels at which it is told to
    those who follow the place. `folds` says what becomes one notification: a "subject", all of a "place", or all
    "people" who did the same. `mail` is how it is mailed unless the member chose otherwise.
    """

    name: str
    icon: str
    label: Any
    say: Callable[[str, int], str]
    crowd: frozenset[str] = frozenset()
    folds: str = "subject"
    mail: str = "later"
    quotes: bool = True
    """Whether the first words of its subject say more."""
    chosen: bool = True
    """Whether members choose how it is mailed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something to tell: about what, where, by whom, to whom by name (by kind, the strongest first), to which crowd.

    Only who belongs to one of the `audiences` is told, and only who did not mute the place.
    """

    subject: str
    place: str
    actor_id: int | None
    audiences: list[str]
    to: dict[str, list[int]] = field(default_factory=dict)
    crowd: str | None = None
    ladder: Ladder = ()
    number: int = 0
    joined: dict[int, str] = field(default_factory=dict)
    """Who takes part in the place, by "start" or by "reply": they follow it as they are used to."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Something told is so no more: what stands under the subject, of some kinds and by one actor if they are named."""

    subject: str
    kinds: tuple[str, ...] = ()
    actor_id: int | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What a reader may see of a subject: its title, where it stands, its first words.

    `step` leads from there to one of its posts: "/{number}#post-{number}".
    """

    title: str
    address: str
    excerpt: str = ""
    step: str = ""

    def at(self, number: int) -> str:
        """Give the address of one of its posts."""
        return self.address + self.step.format(number=number) if number else self.address


@dataclass(frozen=True, slots=True)
class Saying:
    """One post of those that a folded notification stands for."""

    who: str
    words: str
    address: str
    at: datetime


class Land(Protocol):
    """The port through which a room says what a reader may see of its places and subjects."""

    def __call__(self, actor: Actor, names: Sequence[str], /) -> Mapping[str, Scene]:
        """Give those of the names (post:17) that the actor may see now."""


Told = News | Withdrawal | None
Unfolder = Callable[[Actor, str, int, int], list[Saying]]
Recommender = Callable[[Actor, int], list[Scene]]

KINDS: dict[str, Kind] = {}
LANDS: dict[str, Land] = {}
LADDERS: dict[str, Callable[[str], Ladder]] = {}
"""What lies around a place, by the word its name begins with."""
UNFOLDERS: dict[str, Unfolder] = {}
RECOMMENDERS: list[Recommender] = []

_receivers: list[Callable[[News | Withdrawal], None]] = []


def kind(made: Kind) -> Kind:
    """Let members be told things of this kind, and choose how."""
    KINDS[made.name] = made
    return made


def tells(event: type[E]) -> Callable[[Callable[[E], Told]], Callable[[E], Told]]:
    """Tell members whatever news the function makes of such a fact; None tells nobody."""

    def register(teller: Callable[[E], Told]) -> Callable[[E], Told]:
        @wraps(teller)
        def listen(fact: E) -> None:
            told = teller(fact)
            for receive in _receivers if told is not None else ():
                receive(told)  # type: ignore[arg-type]

        on(event)(listen)
        return teller

    return register


def receives(receiver: Callable[[News | Withdrawal], None]) -> Callable[[News | Withdrawal], None]:
    """Bring all news to the function."""
    _receivers.append(receiver)
    return receiver


def land(*prefixes: str) -> Callable[[Land], Land]:
    """Ask the function about all names that begin so (post, thread)."""

    def register(function: Land) -> Land:
        LANDS.update(dict.fromkeys(prefixes, function))
        return function

    return register


def ladder(prefix: str) -> Callable[[Callable[[str], Ladder]], Callable[[str], Ladder]]:
    """Ask the function what lies around a place whose name begins so, itself the first rung."""

    def register(function: Callable[[str], Ladder]) -> Callable[[str], Ladder]:
        LADDERS[prefix] = function
        return function

    return register


def unfolds(prefix: str) -> Callable[[Unfolder], Unfolder]:
    """Let the function tell one by one what a notification of such a place tells at once, number by number."""

    def register(function: Unfolder) -> Unfolder:
        UNFOLDERS[prefix] = function
        return function

    return register


def recommends(function: Recommender) -> Recommender:
    """Ask the function what a reader has not read and may like: for the digest."""
    RECOMMENDERS.append(function)
    return function


def scenes(actor: Actor, names: Sequence[str]) -> dict[str, Scene]:
    """Give what the actor may see now of these subjects and places; what they may not see is not there (S20)."""
    by_land: dict[Land, list[str]] = {}
    for name in dict.fromkeys(names):
        if found := LANDS.get(name.partition(":")[0]):
            by_land.setdefault(found, []).append(name)
    return {name: scene for ask, some in by_land.items() for name, scene in ask(actor, some).items()}


def unfold(actor: Actor, place: str, first: int, last: int) -> list[Saying]:
    """Give the posts of a place from one number to another, as the actor may see them."""
    unfolder = UNFOLDERS.get(place.partition(":")[0])
    return unfolder(actor, place, first, last) if unfolder else []


def best_for(actor: Actor, most: int) -> list[Scene]:
    """Give what the actor has not read and may like."""
    return [scene for recommend in RECOMMENDERS for scene in recommend(actor, most)][:most]
