"""What the catalogues of translations lack."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

PLACES = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
"""Names as Python fills them in, and as scripts do."""


def load(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file)


def lacks(message: Message) -> bool:
    """Tell whether a text has no translation, or a guessed one."""
    said = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return message.fuzzy or not all(said)


def loses(message: Message) -> set[str]:
    """List the names of a text that one of its translations leaves out or makes up."""
    asked = set().union(*map(_places, _texts(message.id)))
    said = [_places(text) for text in _texts(message.string) if text]
    invented = set().union(*said) - asked if said else set()
    lost = set() if len(_texts(message.id)) > 1 else set().union(*(asked - names for names in said))
    return invented | lost


def _places(text: str) -> set[str]:
    return {match[0] for match in PLACES.finditer(text)}


def _texts(given: object) -> list[str]:
    return [str(text) for text in given] if isinstance(given, tuple | list) else [str(given or "")]
