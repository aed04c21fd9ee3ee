"""Giving out names, each once."""

import secrets

from flask_babel import gettext as _
from sqlalchemy import select

from forum.brands.queries import all_brands
from forum.core.access import RANKS
from forum.core.config import settings
from forum.core.db import read
from forum.core.refusal import Refused
from forum.members.models import Member
from forum.members.names import belongs_to_house, clean_name, plain_name, skeleton

NEXT_TRIES = 5
NAMELESS = "visitor"


def new_name(wanted: str, role: str = "member") -> str:
    """Give the name if it may be taken by somebody with this role; raises Refused otherwise (S39)."""
    name = clean_name(wanted)
    if RANKS[role] < RANKS["staff"] and belongs_to_house(name, house_names()):
        raise Refused(_("This name would look as if the community itself spoke. Choose another one."), "name")
    if is_taken(name):
        raise name_taken()
    return name


def free_name(wanted: str) -> str:
    """Make a name nobody has from any words, as close to them as may be."""
    name = plain_name(wanted)
    if not name or belongs_to_house(name, house_names()):
        name = NAMELESS
    for candidate in (name, *(f"{name}{number}" for number in range(2, NEXT_TRIES))):
        if not is_taken(candidate):
            return candidate
    while is_taken(candidate := f"{name}{secrets.randbelow(10**6)}"):
        pass
    return candidate


def is_taken(name: str) -> bool:
    """Tell whether this name or one that looks like it is somebody's."""
    return read().execute(select(Member.id).where(Member.name_key == skeleton(name))).first() is not None


def name_taken() -> Refused:
    """Say that a name is somebody's."""
    return Refused(_("Somebody has this name already, or one that looks like it. Choose another one."), "name")


def house_names() -> list[str]:
    """List what brands are called."""
    return [brand.name for brand in all_brands()]


def telling_words(*own: str | None) -> list[str]:
    """List the words that a password of somebody's must not hold (S03)."""
    return [*house_names(), *settings().hosts, *(word for word in own if word)]
