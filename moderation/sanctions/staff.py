"""Where moderators bring somebody's conduct before themselves, and end a suspension before its time."""

from urllib.parse import quote

from flask import Blueprint, Response
from flask_babel import gettext as _

from forum.core.guard import moderator_only
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from forum.members.queries import Author, authors, member_page
from moderation.sanctions import actions, words
from moderation.sanctions.forms import ConductForm, EndingForm
from moderation.sanctions.policy import may_bring
from moderation.sanctions.queries import record_of

desk = Blueprint("sanctions_staff", __name__)


@desk.get("/moderation/members/<id:member_id>/conduct")
@moderator_only
def conduct(member_id: int) -> Response:
    """Show how a member stands, and what can be done about them."""
    return _conduct(member_id, _below(member_id))


@desk.post("/moderation/members/<id:member_id>/conduct")
@moderator_only
def bring(member_id: int) -> Response:
    """Make a case of what somebody does here: every sanction is decided in one, with its reasons and an appeal."""
    member, form = _below(member_id), ConductForm()
    if form.validate():
        with form.explaining():
            case_id = actions.bring(reader(), member_id, form.words.data or "")
    if form.errors:
        return _conduct(member_id, member, 422, bringing=form)
    return see_other(f"/moderation/cases/{case_id}")


@desk.post("/moderation/members/<id:member_id>/suspension-end")
@moderator_only
def end_suspension(member_id: int) -> Response:
    """Let a suspended member write again."""
    member, form = _below(member_id), EndingForm()
    if form.validate():
        with form.explaining():
            actions.end_suspension(reader(), member_id, form.reason.data or "")
    if form.errors:
        return _conduct(member_id, member, 422, ending=form)
    return see_other(f"/u/{quote(member.name)}", _("%(name)s can write again.", name=member.name))


def _below(member_id: int) -> Author:
    """Give a member whom the reader may sanction; for others there is nothing here (S16)."""
    member = authors([member_id]).get(member_id)
    if member is None or may_bring(reader(), member_id, member.role) is not None:
        raise Missing
    return member


def _conduct(member_id: int, member: Author, status: int = 200, **forms: object) -> Response:
    shown = member_page(member.name)
    given = {"bringing": ConductForm(), "ending": EndingForm()} | forms
    return page(
        "moderation/sanctions/conduct.html", status=status, member=member, member_id=member_id,
        record=record_of(member_id), words=words,
        suspended_until=shown.suspended_until if shown else None, **given,
    )  # fmt: skip
