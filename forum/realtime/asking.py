"""What pages ask for by socket or by address, read with distrust."""

from collections.abc import Mapping
from dataclasses import dataclass

from forum.realtime.registry import Channel, channel

LARGEST = 2**63 - 1
LAST_PAGE = 1_000_000


class Malformed(Exception):
    """Something has not the shape that pages of ours send (S40)."""


@dataclass(frozen=True, slots=True)
class Join:
    """A page wants to follow a channel, and says how far it has got; after 0 is a page that knows nothing."""

    channel: Channel
    page: int
    after: int

    @classmethod
    def of(cls, said: object) -> "Join":
        """Read what a page said."""
        return cls(named(said), _number(said, "page", LAST_PAGE), _number(said, "after", LARGEST))


def named(said: object) -> Channel:
    """Read which channel is meant."""
    found = channel(said.get("channel")) if isinstance(said, Mapping) else None
    if found is None:
        raise Malformed("channel")
    return found


def _number(said: object, name: str, largest: int) -> int:
    """Read a number, written as one or as plain digits; none is 0."""
    value = said.get(name) if isinstance(said, Mapping) else None
    if value is None or value == "":
        return 0
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 19:
        value = int(value)
    if type(value) is not int or not 0 <= value <= largest:
        raise Malformed(name)
    return value
