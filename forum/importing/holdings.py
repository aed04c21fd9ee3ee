"""What imports hold of people: who they were elsewhere, and the badges they had there."""

from sqlalchemy import delete, select

from forum.core.db import write
from forum.core.personal import Holding, Person, Rows, Wish, holds, plain
from forum.importing.models import ImportedBadge, Origin

PEOPLE = ("person", "account")


def give(person: Person) -> Rows:
    """Give their accounts and badges elsewhere."""
    me = person.member_id
    origins = select(Origin.site, Origin.kind, Origin.key).where(Origin.kind.in_(PEOPLE), Origin.local_id == me)
    badges = select(ImportedBadge.site, ImportedBadge.name, ImportedBadge.level, ImportedBadge.made_at)
    return {"elsewhere": plain(origins), "badges_elsewhere": plain(badges.where(ImportedBadge.member_id == me))}


def erase(person: Person, _wish: Wish) -> None:
    """Forget who they were elsewhere."""
    me = person.member_id
    write().execute(delete(Origin).where(Origin.kind.in_(PEOPLE), Origin.local_id == me))
    write().execute(delete(ImportedBadge).where(ImportedBadge.member_id == me))


TABLES = (Origin, ImportedBadge)
holds(
    Holding(room="importing", tables=frozenset(table.__tablename__ for table in TABLES), gives=give, erases=erase)
)  # fmt: skip
