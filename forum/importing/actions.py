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
from forum.categories.words import LONGEST_DESCRIPTION, LONGEST_NAME, SHORTEST_NAME
from forum.core.access import HOUSE
from forum.core.db import db
from forum.core.events import record
from forum.core.transaction import transaction
from forum.importing.bulk import insert_all, insert_ids
from forum.importing.events import CommunityImported
from forum.importing.models import ImportedBadge, Origin
from forum.importing.naming import own_names
from forum.importing.queries import SHARED, authors, known
from forum.importing.report import Report
from forum.importing.rows import one_line
from forum.importing.shapes import Badge, Person, Place
from forum.members.actions import free_name
from forum.members.models import Member
from forum.members.names import skeleton

FORMER = "former member"


@transaction
def open_place(site: str, place: Place, kind: str, parent_id: int | None = None) -> int:
    """Open a category for what comes from a site, once; gives its id."""
    here = known(site, "category", [place.key]).get(place.key)
    if here is not None:
        return here
    name = one_line(place.name, LONGEST_NAME)
    made = create_category(
        HOUSE,
        _brand_id(),
        name=name if len(name) >= SHORTEST_NAME else one_line(f"{site} {name}", LONGEST_NAME),
        description=one_line(place.about, LONGEST_DESCRIPTION),
        kind=kind,
        parent_id=parent_id,
        see=place.see,
    )
    remember(site, "category", {place.key: made})
    return made


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
