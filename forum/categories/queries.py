"""What can be seen of categories; a hidden one is not there, by every door."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select

from forum.categories.models import Category, Permission
from forum.core.db import Statement, read


@dataclass(slots=True)
class CategoryNode:
    """A category with those inside it that the reader may see."""

    id: int
    parent_id: int | None
    slug: str
    name: str
    description: str
    kind: str
    thread_count: int
    post_count: int
    verbs: frozenset[str]
    children: list["CategoryNode"] = field(default_factory=list)
    ancestors: list["CategoryNode"] = field(default_factory=list)


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


def tree(audiences: Iterable[str], brand_id: int | None = None) -> list[CategoryNode]:
    """Give the categories that these audiences may see, the inner ones inside the outer ones."""
    return [node for node in _nodes(audiences).values() if not node.ancestors]


def category_page_head(audiences: Iterable[str], slug: str) -> CategoryNode | None:
    """Give the category with this slug, or None where it may not be seen."""
    return next((node for node in _nodes(audiences).values() if node.slug == slug), None)


def startable(audiences: Iterable[str]) -> list[tuple[int, str]]:
    """List id and full name of the categories in which threads may be started."""
    return [
        (node.id, " › ".join(each.name for each in (*node.ancestors, node)))
        for node in _nodes(audiences).values()
        if "start" in node.verbs
    ]


def _nodes(audiences: Iterable[str]) -> dict[int, CategoryNode]:
    found: dict[int, CategoryNode] = {}
    for row in read().execute(_ALL, {"audiences": list(audiences)}):
        node = found.setdefault(row.id, CategoryNode(*row[:8], frozenset()))
        node.verbs |= {row.verb}
    seen = {number: node for number, node in found.items() if "see" in node.verbs}
    for node in seen.values():
        _climb(seen, node)
    return seen


def _climb(seen: dict[int, CategoryNode], node: CategoryNode) -> None:
    above = seen.get(node.parent_id or 0)
    if above is not None:
        above.children.append(node)
    while above is not None:
        node.ancestors.insert(0, above)
        above = seen.get(above.parent_id or 0)
