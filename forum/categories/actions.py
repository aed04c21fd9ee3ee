"""What can be done with categories."""

from sqlalchemy import delete, select

from forum.categories.events import CategoryOpened
from forum.categories.models import Category, Grant, Permission
from forum.core.access import AUDIENCES, Actor
from forum.core.clock import now
from forum.core.db import db
from forum.core.events import record
from forum.core.slug import slug as make_slug
from forum.core.transaction import transaction


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
) -> int:
    """Open a category; gives its id."""
    category = Category(
        brand_id=brand_id, parent_id=parent_id, name=name, slug=slug or make_slug(name, "category"),
        description=description, kind=kind, created_at=now(), thread_count=0, post_count=0,
    )  # fmt: skip
    db.session.add(category)
    db.session.flush()
    for verb, audience in (("see", see), ("reply", reply), ("start", start)):
        db.session.add(Grant(category_id=category.id, verb=verb, audience=audience))
    db.session.flush()
    _spread(category.id, parent_id)
    record(CategoryOpened(category.id, actor.member_id))
    return category.id


def _spread(category_id: int, parent_id: int | None) -> None:
    db.session.execute(delete(Permission).where(Permission.category_id == category_id))
    above = set(AUDIENCES)
    if parent_id is not None:
        mine = select(Permission.audience).where(Permission.category_id == parent_id, Permission.verb == "see")
        above = set(db.session.scalars(mine))
    grants = {g.verb: g.audience for g in db.session.scalars(select(Grant).where(Grant.category_id == category_id))}
    see = set(AUDIENCES[AUDIENCES.index(grants["see"]) :]) & above
    for verb, audience in grants.items():
        for each in set(AUDIENCES[AUDIENCES.index(audience) :]) & see:
            db.session.add(Permission(category_id=category_id, verb=verb, audience=each))
