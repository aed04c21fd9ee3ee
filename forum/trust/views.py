"""The page that shows what trust opens, and to a member where they stand."""

from flask import Blueprint, Response

from forum.core.respond import page
from forum.core.visitor import reader
from forum.trust import queries, rights
from forum.trust.ladder import NAMES, TOP_BY_CLOCK
from forum.trust.registry import ELSEWHERE, RIGHTS

pages = Blueprint("trust", __name__)


@pages.get("/trust")
def show() -> Response:
    """Show the levels, the table of rights, and where the reader stands."""
    me = reader().member_id
    held = queries.numbers()
    table = [(right.label, rights.least(right.key)) for right in RIGHTS.values()]
    table += [(each.label, least) for each in ELSEWHERE if (least := each.least()) is not None]
    asked = {level: held.steps(level, {}) for level in range(1, TOP_BY_CLOCK + 1)}
    return page(
        "trust/index.html", names=NAMES, asked=asked, rights=sorted(table, key=lambda row: row[1]),
        stand=queries.stand_of(me) if me is not None else None, window=held["window"], grace=held["grace"],
    )  # fmt: skip
