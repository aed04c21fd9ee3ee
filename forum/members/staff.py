"""What staff and administrators do with a member, from the member's page."""

from urllib.parse import quote

from flask import Blueprint, Response
from flask_babel import gettext as _

from forum.core.guard import signed_in
from forum.core.respond import see_other
from forum.core.visitor import reader
from forum.members import actions
from forum.members.forms import RoleForm, TitleForm
from forum.members.queries import MemberPage
from forum.members.views.pages import find, member_answer

desk = Blueprint("members_staff", __name__)


@desk.post("/u/<name>/role")
@signed_in
def change_role(name: str) -> Response:
    """Give a member another role."""
    member, form = find(name), RoleForm()
    if form.validate():
        form.attempt(lambda: actions.change_role(reader(), member.id, form.role.data))
    if form.errors:
        return member_answer(member, 422, role=form)
    return _back(member, _("The role is changed; %(name)s signs in anew.", name=member.name))


@desk.post("/u/<name>/title")
@signed_in
def give_title(name: str) -> Response:
    """Give a member a title, or take it."""
    member, form = find(name), TitleForm()
    form.attempt(lambda: actions.give_title(reader(), member.id, form.title.data or ""))
    if form.errors:
        return member_answer(member, 422, title=form)
    return _back(member, _("The title is changed."))


def _back(member: MemberPage, notice: str) -> Response:
    return see_other(f"/u/{quote(member.name)}", notice)
