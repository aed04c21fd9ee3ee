"""What a socket may say: few events, short, and not too often. Whoever says anything else is hung up on (S40, S51)."""

import re

import orjson

from forum.core.clock import monotonic

LONGEST_MESSAGE = 64_000
EVENTS = frozenset({"join", "leave", "typing"})
PER_SECOND = 10.0
AT_ONCE = 40

# Engine.IO's and Socket.IO's packets: close, pong, connect, disconnect, and an event with or without an answer wanted.
_FORM = re.compile(r"1|3|41|40(?P<greeting>\{.*\})?|42[0-9]{0,6}(?P<event>\[.*\])", re.DOTALL)


class Bucket:
    """Counts what a socket says: so much at once, then so much a second."""

    def __init__(self, most: float = AT_ONCE, per_second: float = PER_SECOND) -> None:
        self.most, self.per_second = most, per_second
        self.left, self.at = float(most), monotonic()

    def take(self) -> bool:
        """Take one; False when there is none left."""
        moment = monotonic()
        self.left = min(self.most, self.left + (moment - self.at) * self.per_second)
        self.at = moment
        if self.left < 1:
            return False
        self.left -= 1
        return True


def understood(text: str) -> bool:
    """Tell whether this is something that a page of ours may send."""
    found = _FORM.fullmatch(text)
    if found is None:
        return False
    if greeting := found["greeting"]:
        return _read(greeting) is not None
    if event := found["event"]:
        said = _read(event)
        return isinstance(said, list) and len(said) == 2 and isinstance(said[0], str) and said[0] in EVENTS
    return True


def _read(text: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


class Json:
    """JSON for Socket.IO by orjson, which also refuses what lies too deep."""

    @staticmethod
    def dumps(thing: object, **_options: object) -> str:
        """Write JSON."""
        return orjson.dumps(thing).decode()

    @staticmethod
    def loads(text: str | bytes, **_options: object) -> object:
        """Read JSON."""
        return orjson.loads(text)
