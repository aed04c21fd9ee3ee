"""What is known of where imported things came from."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from forum.core.db import Statement, read
from forum.importing.models import Origin
from forum.members.models import Member

SHARED = "stackexchange"
"""The site in whose name accounts that sites share are kept."""

_KNOWN: Statement = select(Origin.key, Origin.local_id).where(
    Origin.site == bindparam("site"),
    Origin.kind == bindparam("kind"),
    Origin.key.in_(bindparam("keys", expanding=True)),
)
_AUTHORS: Statement = (
    select(Origin.key, Member.id, Member.name)
    .join(Member, Member.id == Origin.local_id)
    .where(
        Origin.site == bindparam("site"),
        Origin.kind == "person",
        Origin.key.in_(bindparam("keys", expanding=True)),
    )
)


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody of the other site as a member here."""

    id: int
    name: str


def known(site: str, kind: str, keys: Iterable[str]) -> dict[str, int]:
    """Give the local id of each thing that is here already."""
    found = read().execute(_KNOWN, {"site": site, "kind": kind, "keys": list(keys)})
    return {row.key: row.local_id for row in found}


def authors(site: str, keys: Iterable[str]) -> dict[str, Author]:
    """Give the member that each person became."""
    found = read().execute(_AUTHORS, {"site": site, "keys": list(keys)})
    return {key: Author(number, name) for key, number, name in found}
