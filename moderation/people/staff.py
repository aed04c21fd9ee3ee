"""Where moderators keep notes on members, see hints, and block networks and mail hosts."""

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.guard import desk_page, moderator_only
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import address, reader
from moderation.people import actions, policy, queries
from moderation.people.forms import BlockForm, NoteForm

BLOCKS = "/moderation/blocks"

desk = Blueprint("people_staff", __name__)
desk_page(BLOCKS, lazy_gettext("Blocks"), "ban", role="moderator")


@desk.get("/moderation/members/<id:member_id>")
@moderator_only
def member(member_id: int) -> Response:
    """Show the notes on a member."""
    return _member(member_id, NoteForm())


@desk.post("/moderation/members/<id:member_id>/notes")
@moderator_only
def note(member_id: int) -> Response:
    """Write a note on a member."""
    form = NoteForm()
    if form.validate():
        with form.explaining():
            actions.write_note(reader(), member_id, form.words.data or "")
            return see_other(f"/moderation/members/{member_id}", _("Noted."))
    return _member(member_id, form, status=422)


@desk.delete("/moderation/members/<id:member_id>/notes/<id:number>")
@moderator_only
def unnote(member_id: int, number: int) -> Response:
    """Take a note back."""
    actions.drop_note(reader(), number)
    return see_other(f"/moderation/members/{member_id}", _("The note is gone."))


@desk.post("/moderation/members/<id:member_id>/hints")
@moderator_only
def hints(member_id: int) -> Response:
    """Show who shares a network or a device with a member; that somebody looked stands in the log."""
    if queries.subject(member_id) is None:
        raise Missing
    actions.look_at_hints(reader(), member_id)
    return _member(member_id, NoteForm(), shared=queries.hints(member_id))


@desk.get(BLOCKS)
@moderator_only
def blocks() -> Response:
    """List the blocks that hold."""
    return page("moderation/people/blocks.html", blocks=queries.blocks(), form=BlockForm(data={"days": 7}))


@desk.post(BLOCKS)
@moderator_only
def block() -> Response:
    """Block a network or a mail host."""
    form = BlockForm()
    if form.validate():
        with form.explaining():
            actions.block(
                reader(), form.kind.data, form.value.data or "", days=form.days.data or 0,
                reason=form.reason.data or "", own_address=address(),
            )  # fmt: skip
            return see_other(BLOCKS, _("Blocked."))
    return page("moderation/people/blocks.html", status=422, blocks=queries.blocks(), form=form)


@desk.delete(f"{BLOCKS}/<id:number>")
@moderator_only
def unblock(number: int) -> Response:
    """End a block."""
    actions.unblock(reader(), number)
    return see_other(BLOCKS, _("The block is over."))


def _member(
    member_id: int, form: NoteForm, status: int = 200, shared: tuple[list[queries.Hint], int] | None = None
) -> Response:
    subject = queries.subject(member_id)
    if subject is None:
        raise Missing
    return page(
        "moderation/people/member.html", status=status, subject=subject, notes=queries.notes(member_id), form=form,
        shared=shared, may_see_hints=policy.may_see_hints(reader()) is None,
    )  # fmt: skip
