"""Members as others see them, and the names that a mention may complete to."""

from urllib.parse import quote

from flask import Response, request
from flask.typing import ResponseReturnValue

from forum.core.guard import signed_in
from forum.core.limits import limit
from forum.core.pages.declared import kept, shows
from forum.core.paging import PLACE
from forum.core.respond import Missing, page, see_other, wants_json
from forum.core.visitor import reader
from forum.members.forms import ROLES, RoleForm, TitleForm
from forum.members.labels import of_member
from forum.members.queries import MemberPage, member_page, names_like
from forum.members.views.desk import members

NAMES_RATE = "240/minute"


@members.get("/u/<name>")
@kept(before=PLACE, show="threads")
def show(name: str) -> Response:
    """Show a member's page, at the one address it has."""
    member = find(name)
    if member.name != name:
        query = f"?{request.query_string.decode('ascii', 'ignore')}" if request.query_string else ""
        return see_other(f"/u/{quote(member.name)}{query}")
    shows(of_member(member.id))
    return member_answer(member)


@members.get("/members/names")
@signed_in
def names() -> ResponseReturnValue:
    """List names that begin like what was typed after an @."""
    limit("names", NAMES_RATE, reader().member_id)
    found = names_like(request.args.get("q", ""))
    if wants_json():
        return [{"name": author.name, "title": author.title} for author in found]
    return page("members/_names.html", found=found)


def find(name: str) -> MemberPage:
    """Give the member with this name; raises Missing where there is none."""
    member = member_page(name)
    if member is None:
        raise Missing
    return member


def member_answer(member: MemberPage, status: int = 200, **forms: object) -> Response:
    """Show a member's page, with the forms that the reader may use on them."""
    kept = {"role": member.role, "title": member.title}
    given = {"role": RoleForm, "title": TitleForm}
    ready = {name: forms.get(name) or form(data=kept) for name, form in given.items()}
    return page("members/member.html", status=status, member=member, forms=ready, roles=ROLES)
