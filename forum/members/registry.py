"""How higher rooms plug into members: what the statement that finds visitors counts, and who keeps the door."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, ScalarSelect, func, literal

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


_passes: list[ScalarSelect[str]] = []


def gives_passes(make: Callable[[], ScalarSelect[str]]) -> Callable[[], ScalarSelect[str]]:
    """Let a member belong to the audiences that the scalar subquery for `Member.id` names, separated by commas."""
    _passes.append(make())
    return make


def passes() -> ColumnElement[str]:
    """Give the expression that names all of them."""
    names: ColumnElement[str] = literal("")
    for some in _passes:
        names = names + literal(",") + func.coalesce(some, "")
    return names


Doorkeeper = Callable[[str, str, str], str | None]
_doorkeepers: list[Doorkeeper] = []


def keeps_door(check: Doorkeeper) -> Doorkeeper:
    """Have the function asked whenever somebody joins or comes in: by network address, mail address and role.

    None lets them in; text is the reason they read.
    """
    _doorkeepers.append(check)
    return check


def turned_away(address: str, email: str, role: str = "member") -> str | None:
    """Give the reason why somebody may not come in from there, or None."""
    return next((reason for check in _doorkeepers if (reason := check(address, email, role))), None)
