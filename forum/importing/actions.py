"""What an import does to the house: people, places and whole threads at a time, each batch in one transaction.

Posts come in by bulk statements and not one by one through the doors of the rooms: no gate is asked, no fact
recorded, nobody is notified of what was said years ago. Counters come out as if they had been (tests compare
them with the dump's own).
"""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from forum.brands.actions import found_brand
from forum.brands.models import Brand
from forum.categories.actions import create_category
from forum.categories.models import Category
from forum.core.access import HOUSE
from forum.core.db import db
from forum.core.events import record
from forum.core.slug import slug
from forum.core.transaction import transaction
from forum.importing.bulk import insert_all, insert_ids
from forum.importing.events import CommunityImported
from forum.importing.models import ImportedBadge, Origin
from forum.importing.naming import own_names
from forum.importing.queries import SHARED, authors, known
from forum.importing.report import Report
from forum.importing.rows import storable
from forum.importing.shapes import Badge, Person
from forum.members.actions import free_name
from forum.members.models import Member
from forum.members.names import skeleton

FORMER = "former member"
LONGEST_CATEGORY = 80


@transaction
def open_place(site: str, key: str, name: str, *, kind: str, parent_id: int | None = None, about: str = "") -> int:
    """Open a category for what comes from a site, once; gives its id."""
    here = known(site, "category", [key]).get(key)
    if here is not None:
        return here
    name = storable(name).strip()[:LONGEST_CATEGORY] or site
    place = create_category(
        HOUSE, _brand_id(), name=name, slug=_free_slug(name), description=about, kind=kind, parent_id=parent_id
    )
    remember(site, "category", {key: place})
    return place


@transaction
def bring_people(site: str, people: Sequence[Person]) -> int:
    """Make members of people, without an account here; gives how many are new.

    Whoever has the same account at several sites is one member.
    """
    here = known(site, "person", [person.key for person in people])
    accounts = known(SHARED, "account", [person.account for person in people if person.account])
    new = [person for person in people if person.key not in here]
    strangers = list({_identity(person): person for person in new if person.account not in accounts}.values())
    made = _make_members(strangers)
    remember(SHARED, "account", {
        person.account: made[_identity(person)] for person in strangers if person.account
    })  # fmt: skip
    remember(site, "person", {
        person.key: accounts.get(person.account or "") or made[_identity(person)] for person in new
    })  # fmt: skip
    return len(made)


@transaction
def bring_badges(site: str, badges: Sequence[Badge]) -> int:
    """Keep badges for later; gives how many are new."""
    keys = [badge.key for badge in badges]
    here = set(db.session.scalars(
        select(ImportedBadge.key).where(ImportedBadge.site == site, ImportedBadge.key.in_(keys))
    ))  # fmt: skip
    owners = authors(site, {badge.person for badge in badges})
    rows = [
        {"site": site, "key": badge.key, "member_id": owners[badge.person].id, "name": badge.name,
         "level": badge.level, "made_at": badge.made}
        for badge in badges
        if badge.key not in here and badge.person in owners
    ]  # fmt: skip
    insert_all(ImportedBadge, rows)
    return len(rows)


@transaction
def finish(report: Report) -> None:
    """Record that a community came in, if anything did."""
    if report.members or report.threads:
        record(CommunityImported(report.site, report.members, report.threads, report.posts))


def remember(site: str, kind: str, ids: dict[str, int]) -> None:
    """Keep what things of a site became here; inside a transaction only."""
    insert_all(Origin, [{"site": site, "kind": kind, "key": key, "local_id": each} for key, each in ids.items()])


def _identity(person: Person) -> tuple[str, str]:
    return ("account", person.account) if person.account else ("person", person.key)


def _make_members(people: Sequence[Person]) -> dict[tuple[str, str], int]:
    """Make members; those whose own name is free all at once, the others one by one under a name close to it."""
    names = own_names([person.name or FORMER for person in people])
    easy = [(person, name) for person, name in zip(people, names, strict=True) if name]
    ids = insert_ids(Member, [_member(person, name) for person, name in easy])
    made = {_identity(person): number for (person, _name), number in zip(easy, ids, strict=True)}
    for person in people:
        if _identity(person) not in made:
            row = _member(person, free_name(person.name or FORMER))
            made[_identity(person)] = insert_ids(Member, [row])[0]
    return made


def _member(person: Person, name: str) -> dict[str, object]:
    return {"name": name, "name_key": skeleton(name), "role": "member", "created_at": person.made}


def _brand_id() -> int:
    first = db.session.scalar(select(Brand.id).order_by(Brand.id).limit(1))
    return first or found_brand(HOUSE, _("Imported community"))


def _free_slug(name: str) -> str:
    wanted = slug(name, "imported")
    taken = set(db.session.scalars(select(Category.slug).where(Category.slug.startswith(wanted[:70]))))
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted[:70]}-{number}"
    return free
