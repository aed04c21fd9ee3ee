"""What the staff chose for categories, spread over all that lies inside them: the effective permissions.

Seeing a category takes seeing every category around it, and doing something in it takes seeing it. Audiences
stand in one another (whoever is of the staff is a member), so a choice is the lowest audience, and the
narrower of two is the higher one.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, insert, select

from forum.categories.models import Category, Grant, Permission
from forum.categories.policy import VERBS
from forum.core.access import AUDIENCES
from forum.core.db import db

Lowest = Mapping[str, str]
"""A verb's lowest audience; a verb that is missing is for nobody (S22)."""


def spread(tree: Iterable[Category], root: Category) -> None:
    """Write the effective permissions of a category and of all inside it, in the current transaction."""
    families: dict[int | None, list[Category]] = {}
    for category in tree:
        families.setdefault(category.parent_id, []).append(category)
    above = effective(root.parent_id) if root.parent_id else {"see": AUDIENCES[0]}
    waiting = [(root, above)]
    while waiting:
        category, around = waiting.pop()
        wanted = chosen(category.id)
        lowest = narrowed(wanted, around)
        _write(category.id, lowest)
        _open_to_pass(category.id, wanted, around)
        waiting += [(child, lowest) for child in families.get(category.id, ())]


def narrowed(wanted: Lowest, around: Lowest) -> dict[str, str]:
    """Narrow what was chosen to what the category around it lets people see."""
    if "see" not in wanted or "see" not in around:
        return {}
    see = narrower(wanted["see"], around["see"])
    return {verb: narrower(audience, see) for verb, audience in wanted.items()}


def narrower(one: str, other: str) -> str:
    """Give the audience of the two that has fewer people in it."""
    return max(one, other, key=AUDIENCES.index)


def effective(category_id: int) -> dict[str, str]:
    """Read the lowest audience that may do each thing in a category."""
    found: dict[str, str] = {}
    rows = db.session.execute(select(Permission.verb, Permission.audience).where(Permission.category_id == category_id))
    for verb, audience in rows:
        if audience not in AUDIENCES:
            continue
        found[verb] = min(audience, found.get(verb, audience), key=AUDIENCES.index)
    return found


def pass_to(category_id: int) -> str:
    """Name the audience of those who hold a pass to a category: they count as the lowest group that sees it."""
    return f"pass:{category_id}"


def chosen(category_id: int) -> dict[str, str]:
    """Read what the staff chose for a category."""
    rows = db.session.execute(select(Grant.verb, Grant.audience).where(Grant.category_id == category_id))
    return {verb: audience for verb, audience in rows if verb in VERBS and audience in AUDIENCES}


def choose(category_id: int, wanted: Lowest) -> None:
    """Keep what the staff chose for some verbs; `spread` makes it count."""
    db.session.execute(delete(Grant).where(Grant.category_id == category_id, Grant.verb.in_(wanted)))
    if wanted:
        rows = [{"category_id": category_id, "verb": verb, "audience": each} for verb, each in wanted.items()]
        db.session.execute(insert(Grant), rows)


def settle(category_id: int) -> None:
    """Let what counts in a category now be what is chosen for it."""
    counts = effective(category_id)
    db.session.execute(delete(Grant).where(Grant.category_id == category_id))
    choose(category_id, counts)


def _open_to_pass(category_id: int, wanted: Lowest, around: Lowest) -> None:
    """Let a pass open a category that stands where members see it; not what lies inside it, that has its own."""
    if "see" not in wanted or AUDIENCES.index(around.get("see", AUDIENCES[-1])) > 1:
        return
    verbs = [verb for verb, audience in wanted.items() if narrower(audience, wanted["see"]) == wanted["see"]]
    rows = [{"category_id": category_id, "verb": verb, "audience": pass_to(category_id)} for verb in verbs]
    db.session.execute(insert(Permission), rows)


def _write(category_id: int, lowest: Lowest) -> None:
    db.session.execute(delete(Permission).where(Permission.category_id == category_id))
    rows = [
        {"category_id": category_id, "verb": verb, "audience": each}
        for verb, audience in lowest.items()
        for each in AUDIENCES[AUDIENCES.index(audience) :]
    ]
    if rows:
        db.session.execute(insert(Permission), rows)
