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
    """A category was changed or moved, and with it perhaps who may do what in all inside it."""

    category_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class CategoryRemoved(Event):
    """An empty category was removed."""

    category_id: int
    by_id: int | None
