"""Facts: what happened, recorded in the transaction that made it happen."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from forum.core import outbox


@dataclass(frozen=True, slots=True)
class Event:
    """A past-tense fact of plain values; its subclasses are frozen dataclasses too."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Remember every kind of fact by its name."""
        super(Event, cls).__init_subclass__(**kwargs)
        known = KINDS.setdefault(cls.__name__, cls)
        # dataclass(slots=True) makes the class a second time, in the same module
        if known.__module__ != cls.__module__:
            raise TypeError(f"two kinds of fact are called {cls.__name__}")
        KINDS[cls.__name__] = cls


KINDS: dict[str, type[Event]] = {}

E = TypeVar("E", bound=Event)
Listener = Callable[[Any], None]


def on(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Call the function for every such fact: later, at least once, in a transaction of its own."""

    def register(listener: Callable[[E], None]) -> Callable[[E], None]:
        outbox.LISTENERS.setdefault(kind.__name__, {})[outbox.name_of(listener)] = listener
        return listener

    return register


def record(event: Event) -> int:
    """Store a fact and its deliveries in the current transaction; gives the fact's id."""
    return outbox.keep(type(event).__name__, {field.name: getattr(event, field.name) for field in fields(event)})


def revive(name: str, payload: dict[str, Any]) -> Event:
    """Make the fact again from what was stored; fields it no longer has are dropped."""
    kind = KINDS[name]
    known = {key: value for key, value in payload.items() if key in kind.__dataclass_fields__}
    return kind(**known)
