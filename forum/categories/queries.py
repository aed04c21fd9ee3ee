"""What can be seen of categories; a hidden one is not there, by every door."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, literal, select

from forum.categories.models import Category, Grant, Permission
from forum.core.access import AUDIENCES
from forum.core.db import Statement, read

MOST_LEVELS = 20
"""More than may lie inside one another; what lies deeper, or in a ring, is not shown."""


@dataclass(slots=True, eq=False)
class CategoryNode:
    """A category with those inside it that the reader may see; the counters are those of its own threads."""

    id: int
    parent_id: int | None
    slug: str
    name: str
    description: str
    kind: str
    thread_count: int
    post_count: int
    verbs: frozenset[str]
    children: list["CategoryNode"] = field(default_factory=list, repr=False)
    ancestors: list["CategoryNode"] = field(default_factory=list, repr=False)

    @property
    def full_name(self) -> str:
        """Give its name after those of the categories around it."""
        return " › ".join(each.name for each in (*self.ancestors, self))

    @property
    def all_threads(self) -> int:
        """Count its threads with those of the categories inside it that the reader sees."""
        return self.thread_count + sum(child.all_threads for child in self.children)

    def within(self) -> Iterator["CategoryNode"]:
        """List the category and all inside it."""
        yield self
        for child in self.children:
            yield from child.within()


def visible(category_id: Any, verb: str = "see") -> ColumnElement[bool]:
    """Make the clause that lets a statement see only what the `audiences` it is given may see."""
    return (
        select(Permission.category_id)
        .where(
            Permission.category_id == category_id,
            Permission.verb == verb,
            Permission.audience.in_(bindparam("audiences", expanding=True)),
        )
        .exists()
    )


_ALL: Statement = (
    select(
        Category.id, Category.parent_id, Category.slug, Category.name, Category.description, Category.kind,
        Category.thread_count, Category.post_count, Permission.verb,
    )
    .join(Permission, Permission.category_id == Category.id)
    .where(Permission.audience.in_(bindparam("audiences", expanding=True)))
    .order_by(Category.position, Category.id)
)  # fmt: skip
_OF_BRAND: Statement = _ALL.where(Category.brand_id == bindparam("brand_id"))
_WHO: Statement = select(Permission.category_id, Permission.verb, Permission.audience)
_CHOSEN: Statement = select(Grant.verb, Grant.audience).where(Grant.category_id == bindparam("category_id"))


_above = select(Category.id, Category.parent_id, literal(0).label("level")).where(Category.id == bindparam("id"))
_chain = _above.cte("chain", recursive=True)
_chain = _chain.union_all(
    select(Category.id, Category.parent_id, _chain.c.level + 1)
    .join(_chain, Category.id == _chain.c.parent_id)
    .where(_chain.c.level < MOST_LEVELS)
)
_PATH: Statement = select(_chain.c.id).order_by(_chain.c.level)


def path_of(category_id: int) -> list[int]:
    """List a category and those around it, whoever may see them, itself first."""
    return list(read().scalars(_PATH, {"id": category_id}))


def tree(audiences: Iterable[str], brand_id: int | None = None) -> list[CategoryNode]:
    """Give the categories that these audiences may see, the inner ones inside the outer ones."""
    return [node for node in _nodes(audiences, brand_id).values() if not node.ancestors]


def category_page_head(audiences: Iterable[str], slug: str) -> CategoryNode | None:
    """Give the category with this slug, or None where it may not be seen."""
    return next((node for node in _nodes(audiences).values() if node.slug == slug), None)


def category_by_id(audiences: Iterable[str], category_id: int) -> CategoryNode | None:
    """Give a category, or None where it may not be seen."""
    return _nodes(audiences).get(category_id)


def startable(audiences: Iterable[str]) -> list[tuple[int, str]]:
    """List id and full name of the categories in which threads may be started."""
    return [(node.id, node.full_name) for node in _nodes(audiences).values() if "start" in node.verbs]


def who_may() -> dict[int, dict[str, str]]:
    """Tell of every category the lowest audience that may do each thing there."""
    found: dict[int, dict[str, str]] = {}
    for row in read().execute(_WHO):
        if row.audience not in AUDIENCES:
            continue
        verbs = found.setdefault(row.category_id, {})
        verbs[row.verb] = min(row.audience, verbs.get(row.verb, row.audience), key=AUDIENCES.index)
    return found


def chosen_for(category_id: int) -> dict[str, str]:
    """Tell what the staff chose for a category: the lowest audience for each verb."""
    return {row.verb: row.audience for row in read().execute(_CHOSEN, {"category_id": category_id})}


def _nodes(audiences: Iterable[str], brand_id: int | None = None) -> dict[int, CategoryNode]:
    """Read what these audiences see; what lies in something that they do not see is not there either (S22)."""
    found: dict[int, CategoryNode] = {}
    values = {"audiences": list(audiences)}
    rows = read().execute(_OF_BRAND, values | {"brand_id": brand_id}) if brand_id else read().execute(_ALL, values)
    for row in rows:
        node = found.setdefault(row.id, _node(row))
        node.verbs |= {row.verb}
    seen = {number: node for number, node in found.items() if _in_sight(found, node)}
    for node in seen.values():
        if node.parent_id is not None:
            seen[node.parent_id].children.append(node)
        node.ancestors[:] = _around(seen, node)
    return seen


def _node(row: Row[Any]) -> CategoryNode:
    return CategoryNode(
        id=row.id, parent_id=row.parent_id, slug=row.slug, name=row.name, description=row.description, kind=row.kind,
        thread_count=row.thread_count, post_count=row.post_count, verbs=frozenset(),
    )  # fmt: skip


def _in_sight(found: dict[int, CategoryNode], node: CategoryNode | None) -> bool:
    for _level in range(MOST_LEVELS):
        if node is None or "see" not in node.verbs:
            return False
        if node.parent_id is None:
            return True
        node = found.get(node.parent_id)
    return False


def _around(seen: dict[int, CategoryNode], node: CategoryNode) -> list[CategoryNode]:
    around: list[CategoryNode] = []
    while node.parent_id is not None:
        node = seen[node.parent_id]
        around.insert(0, node)
    return around
