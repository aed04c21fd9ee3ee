"""How higher rooms add to the one statement that finds out who visits."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, ScalarSelect, literal

_unseen: list[ScalarSelect[int]] = []


def counts_unseen(make: Callable[[], ScalarSelect[int]]) -> Callable[[], ScalarSelect[int]]:
    """Count what a member has not seen yet by the scalar subquery that the function makes for `Member.id`."""
    _unseen.append(make())
    return make


def unseen() -> ColumnElement[int]:
    """Give the expression that counts all of it."""
    total: ColumnElement[int] = literal(0)
    for count in _unseen:
        total = total + count
    return total
