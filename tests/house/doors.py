"""The addresses of the house: which change something, and who guards them."""

from collections.abc import Iterator, Mapping

from flask import Flask
from werkzeug.routing import Rule

from forum.core.access import RANKS
from forum.core.guard import guard_of

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


def changing(app: Flask) -> dict[str, Rule]:
    """List the addresses that change something, by endpoint."""
    return {rule.endpoint: rule for rule in app.url_map.iter_rules() if (rule.methods or set()) & CHANGING}


def undeclared(app: Flask, table: Mapping[str, str]) -> set[str]:
    """List the changing addresses that have no row, and the rows that have no address."""
    return changing(app).keys() ^ table.keys()


def unguarded(app: Flask, table: Mapping[str, str]) -> Iterator[str]:
    """Find views whose guard lets in somebody their row, or their place under /staff, shuts out.

    A guard tells members from guests, and the staff under /staff; who else may what is the policy's affair.
    """
    for rule in app.url_map.iter_rules():
        least = table.get(rule.endpoint, "guest")
        wanted = RANKS["staff"] if rule.rule.startswith("/staff") else min(RANKS[least], RANKS["member"])
        guard = guard_of(app.view_functions[rule.endpoint]) or "guest"
        if RANKS[guard] < wanted:
            yield f"{rule.endpoint} ({rule.rule}) lets in a {guard}"
