"""The small card of a member that is shown beside their name."""

from urllib.parse import quote

from flask import Blueprint, Response

from forum.categories.labels import LISTS
from forum.core.pages.declared import kept, shows
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from forum.members.forms import ROLES
from forum.members.labels import of_member
from forum.members.queries import member_page
from forum.points.queries import total_of
from forum.profiles.queries import written
from forum.trust.ladder import NAMES

pages = Blueprint("profiles", __name__)


@pages.get("/u/<name>/card")
@kept()
def card(name: str) -> Response:
    """Show the public facts of a member in a few lines."""
    member = member_page(name)
    if member is None:
        raise Missing
    if member.name != name:
        return see_other(f"/u/{quote(member.name)}/card")
    shows(of_member(member.id), LISTS)
    response = page(
        "profiles/_card.html", member=member, roles=ROLES, points=total_of(member.id),
        written=written(reader(), member.id), level=(member.trust_level, NAMES[member.trust_level]),
    )  # fmt: skip
    response.headers["X-Robots-Tag"] = "noindex"
    return response
