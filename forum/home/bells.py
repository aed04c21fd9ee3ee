"""What the people of the demo world listen to, and when they last looked at their bells."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from forum.core.access import Actor
from forum.core.clock import now
from forum.notifications.actions import choose_level, read_all

LOOKED = timedelta(hours=30)
"""Everybody looked at their bell so long ago; what came since is unread."""

Scene = tuple[datetime, Callable[[], None]]


def scenes(
    begins: datetime,
    actors: Mapping[str, Actor],
    categories: Mapping[str, int],
    listening: Mapping[str, Mapping[str, str]],
) -> Iterator[Scene]:
    """List what people choose to be told of, at the beginning, and the last time they looked."""
    for name, chosen in listening.items():
        for place, level in chosen.items():
            kind, _colon, word = place.partition(":")
            found = f"{kind}:{categories[word]}" if kind == "category" else place
            moment = begins + timedelta(days=1 if kind == "category" else 60)
            yield moment, partial(choose_level, actors[name], found, level)
    for actor in actors.values():
        yield now() - LOOKED, partial(read_all, actor)
