"""What can be done with categories."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum.brands.models import Brand
from forum.categories.events import CategoryChanged, CategoryMoved, CategoryOpened, CategoryRemoved
from forum.categories.models import Category
from forum.categories.permissions import Lowest, choose, chosen, effective, settle, spread
from forum.categories.policy import may_arrange, may_choose
from forum.categories.words import clean_description, clean_kind, clean_name, clean_slug, read_audiences
from forum.core import receipts
from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import db
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.slug import slug as make_slug
from forum.core.transaction import transaction

DEEPEST = 4
"""How many categories may lie inside one another, the outermost counted."""


@transaction
def create_category(
    actor: Actor,
    brand_id: int,
    *,
    name: str,
    slug: str | None = None,
    description: str = "",
    kind: str = "discussion",
    parent_id: int | None = None,
    see: str = "everyone",
    reply: str = "members",
    start: str = "members",
    key: str | None = None,
) -> int:
    """Open a category, last among those beside it; gives its id. Without a slug it gets one from its name."""
    require(may_arrange(actor))
    tree = _tree(brand_id)
    if done := receipts.earlier(actor, key, brand_id, name, slug, description, kind, parent_id, see, reply, start):
        return done
    parent = _seen(actor, tree, parent_id, "parent") if parent_id else None
    if parent and len(_around(tree, parent)) + 1 >= DEEPEST:
        raise _too_deep()
    wanted = read_audiences({"see": see, "reply": reply, "start": start})
    _refuse_strangers(actor, wanted)
    title = clean_name(name)
    category = Category(
        brand_id=brand_id, parent_id=parent_id, position=_end(tree, parent_id), name=title,
        slug=_own_slug(slug) if slug else _free_slug(title), description=clean_description(description),
        kind=clean_kind(kind), created_at=now(), thread_count=0, post_count=0,
    )  # fmt: skip
    db.session.add(category)
    db.session.flush()
    receipts.keep(actor, key, category.id)
    choose(category.id, wanted)
    spread(tree, category)
    record(CategoryOpened(category.id, actor.member_id))
    return category.id


@transaction
def change_category(
    actor: Actor,
    category_id: int,
    *,
    name: str | None = None,
    description: str | None = None,
    kind: str | None = None,
    see: str | None = None,
    reply: str | None = None,
    start: str | None = None,
) -> None:
    """Change what is given of a category; who may do what counts for all inside it at once."""
    require(may_arrange(actor))
    tree = _tree(_brand_of(category_id))
    category = _seen(actor, tree, category_id)
    if name is not None:
        category.name = clean_name(name)
    if description is not None:
        category.description = clean_description(description)
    if kind is not None:
        category.kind = clean_kind(kind)
    given = {"see": see, "reply": reply, "start": start}
    before = chosen(category.id)
    wanted = read_audiences({verb: each for verb, each in given.items() if each not in {None, before.get(verb)}})
    _refuse_strangers(actor, wanted)
    choose(category.id, wanted)
    spread(tree, category)
    record(CategoryChanged(category.id, actor.member_id))


@transaction
def move_category(actor: Actor, category_id: int, parent_id: int | None) -> None:
    """Put a category with all inside it into another one, or to the top with None.

    Moving never shows anything to more people (S18): who could do what before is what is chosen from now on.
    """
    require(may_arrange(actor))
    tree = _tree(_brand_of(category_id))
    category = _seen(actor, tree, category_id)
    if parent_id == category.parent_id:
        return
    parent = _seen(actor, tree, parent_id, "parent") if parent_id else None
    around = [*_around(tree, parent), parent] if parent else []
    if category in around:
        raise Refused(_("A category cannot lie inside itself. Choose another place."), "parent")
    if len(around) + _height(tree, category) > DEEPEST:
        raise _too_deep()
    settle(category.id)
    category.position = _end(tree, parent_id)
    category.parent_id = parent_id
    db.session.flush()
    spread(tree, category)
    record(CategoryMoved(category.id, parent_id, actor.member_id))


@transaction
def shift_category(actor: Actor, category_id: int, step: int) -> None:
    """Move a category one place up (-1) or down (1) among those beside it; at the end nothing changes."""
    require(may_arrange(actor))
    tree = _tree(_brand_of(category_id))
    category = _seen(actor, tree, category_id)
    row = [each for each in tree if each.parent_id == category.parent_id]
    seen = [each for each in row if _sees(actor, each)]
    place = seen.index(category) + step
    if not 0 <= place < len(seen):
        return
    neighbour = row.index(seen[place])
    row.remove(category)
    row.insert(neighbour, category)
    for number, each in enumerate(row):
        each.position = number
    record(CategoryChanged(category.id, actor.member_id))


@transaction
def remove_category(actor: Actor, category_id: int) -> None:
    """Remove a category in which nothing is."""
    require(may_arrange(actor))
    tree = _tree(_brand_of(category_id))
    category = _seen(actor, tree, category_id)
    if any(each.parent_id == category.id for each in tree):
        raise Refused(_("There are categories inside this one. Move them somewhere else first."))
    db.session.delete(category)
    try:
        db.session.flush()
    except IntegrityError:
        raise Refused(_("There are threads in this category. Move them somewhere else first.")) from None
    record(CategoryRemoved(category_id, actor.member_id))


def _tree(brand_id: int) -> list[Category]:
    """Read all categories of a brand in their order; nobody else arranges them until we are done."""
    if db.session.scalar(select(Brand.id).where(Brand.id == brand_id).with_for_update()) is None:
        raise Refused(_("This brand is gone. Reload the page."))
    found = select(Category).where(Category.brand_id == brand_id).order_by(Category.position, Category.id)
    return list(db.session.scalars(found))


def _brand_of(category_id: int) -> int:
    brand_id = db.session.scalar(select(Category.brand_id).where(Category.id == category_id))
    if brand_id is None:
        raise _gone(None)
    return brand_id


def _seen(actor: Actor, tree: Iterable[Category], category_id: int | None, field: str | None = None) -> Category:
    """Find a category that the actor sees; one that they do not see is not there (S16)."""
    found = next((each for each in tree if each.id == category_id), None)
    if found is None or not _sees(actor, found):
        raise _gone(field)
    return found


def _sees(actor: Actor, category: Category) -> bool:
    return effective(category.id).get("see") in actor.audiences


def _around(tree: Iterable[Category], category: Category) -> list[Category]:
    """List the categories around one, the outermost first."""
    by_id = {each.id: each for each in tree}
    found: list[Category] = []
    while category.parent_id is not None:
        category = by_id[category.parent_id]
        found.insert(0, category)
    return found


def _height(tree: list[Category], category: Category) -> int:
    """Count the levels of a category with all inside it."""
    inside = [each for each in tree if each.parent_id == category.id]
    return 1 + max((_height(tree, each) for each in inside), default=0)


def _end(tree: Iterable[Category], parent_id: int | None) -> int:
    return 1 + max((each.position for each in tree if each.parent_id == parent_id), default=-1)


def _refuse_strangers(actor: Actor, wanted: Lowest) -> None:
    for verb, audience in wanted.items():
        if no := may_choose(actor, audience):
            raise Refused(no, verb)


def _own_slug(wanted: str) -> str:
    slug = clean_slug(wanted)
    if _is_taken(slug):
        raise Refused(_("Another category has this address. Choose another one."), "slug")
    return slug


def _free_slug(name: str) -> str:
    """Make a slug of a name that no category has yet."""
    slug, number = make_slug(name, "category"), 1
    candidate = slug
    while _is_taken(candidate):
        number += 1
        candidate = f"{slug[:70]}-{number}"
    return candidate


def _is_taken(slug: str) -> bool:
    return db.session.scalar(select(Category.id).where(Category.slug == slug)) is not None


def _gone(field: str | None) -> Refused:
    return Refused(_("This category is not there any more. Reload the page."), field)


def _too_deep() -> Refused:
    return Refused(_("At most %(count)d categories may lie inside one another.", count=DEEPEST), "parent")
