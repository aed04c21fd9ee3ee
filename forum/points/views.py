"""Where a member sees what their points are for."""

from flask import Blueprint, Response, request

from forum.core.respond import Missing, page
from forum.core.visitor import reader
from forum.members.queries import member_page
from forum.notifications.registry import scenes
from forum.points import policy, queries
from forum.points.wording import NOTES, bounds, name_of, worth

pages = Blueprint("points", __name__)


@pages.get("/u/<name>/points")
def points_of(name: str) -> Response:
    """Show a member's points: every entry to themselves and staff, to others what each rule brought."""
    member = member_page(name)
    if member is None:
        raise Missing
    every = policy.may_see_entries(reader(), member.id) is None
    entries = queries.entries_of(member.id, request.args.get("before")) if every else None
    return page(
        "points/points.html", member=member, total=queries.total_of(member.id), sums=queries.sums_of(member.id),
        entries=entries, scenes=scenes(reader(), [row.cause for row in entries.rows]) if entries else {},
        notes=NOTES, name_of=name_of, worth=worth, bounds=bounds, own=reader().member_id == member.id,
    )  # fmt: skip
