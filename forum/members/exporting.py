"""All that the house holds of a member, as an archive: JSON that machines read, and their files."""

import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO

import orjson
from sqlalchemy import select

from forum.core.access import Actor
from forum.core.clock import now
from forum.core.db import read
from forum.core.personal import Person, in_order
from forum.members.models import Member

IN_MEMORY = 8 * 2**20
A_PIECE = 256 * 2**10


def person_of(member_id: int) -> Person:
    """Give who a member is now."""
    row = read().execute(select(Member.name, Member.email).where(Member.id == member_id)).one()
    return Person(member_id, row.name, row.email or "", f"former-{member_id}")


def archive(actor: Actor) -> IO[bytes]:
    """Make the archive of the actor's own data; nobody else's is ever asked for."""
    assert actor.member_id is not None
    person = person_of(actor.member_id)
    kept: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (whoever reads it closes it)
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        about = {"member": person.name, "made_at": now().isoformat(), "rooms": [each.room for each in in_order()]}
        packed.writestr("about.json", _json(about))
        for holding in in_order():
            for name, rows in holding.gives(person).items():
                packed.writestr(f"{holding.room}/{name}.json", _json(rows))
            for file in holding.files(person):
                packed.writestr(file.name, file.read(), zipfile.ZIP_STORED)
    kept.seek(0)
    return kept


def pieces(kept: IO[bytes]) -> Iterator[bytes]:
    """Give an archive piece by piece, and forget it."""
    with kept:
        while piece := kept.read(A_PIECE):
            yield piece


def _json(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS, default=str)
