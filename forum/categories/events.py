"""What happens to categories."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class CategoryOpened(Event):
    """A category was made."""

    category_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class CategoryChanged(Event):
    """A category's words, or who may do what in it, were changed: perhaps in all inside it too."""

    category_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class CategoryMoved(Event):
    """A category stands elsewhere now, with all inside it; `parent_id` is None for the top."""

    category_id: int
    parent_id: int | None
    by_id: int | None


@dataclass(frozen=True, slots=True)
class CategoryRemoved(Event):
    """An empty category was removed."""

    category_id: int
    by_id: int | None
