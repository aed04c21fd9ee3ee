"""Where members read why something was decided, how they stand, and answer moderators."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from forum.core.guard import signed_in
from forum.core.i18n import language
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from moderation.guidelines.queries import GuidelineView, cited
from moderation.queue.actions import answer
from moderation.queue.policy import may_look
from moderation.queue.queries import CaseRow, case_by_id, notes_of, places_of, talks_of
from moderation.sanctions import actions, words
from moderation.sanctions.forms import AnswerForm, MendingForm
from moderation.sanctions.policy import may_read_reasons
from moderation.sanctions.queries import Reasons, reasons_of, record_of

pages = Blueprint("sanctions", __name__)


@pages.get("/standing")
@signed_in
def standing() -> Response:
    """Show members what counts against them, and the conversations with moderators."""
    me = reader().member_id or 0
    return page("moderation/sanctions/standing.html", record=record_of(me), talks=talks_of(me), words=words)


@pages.get("/statements/<id:decision_id>")
@signed_in
def statement(decision_id: int) -> Response:
    """Show the statement of reasons."""
    found = _reasons(decision_id)
    return _statement(found, MendingForm(data={"source": found.source}))


@pages.post("/statements/<id:decision_id>/mending")
@signed_in
def mend(decision_id: int) -> Response:
    """Put other words in the place of hidden ones, and ask for another look."""
    found, form = _reasons(decision_id), MendingForm()
    if found.sanction is None:
        raise Missing
    if form.validate():
        with form.explaining():
            actions.resubmit(reader(), found.sanction.id, form.source.data or "")
    if form.errors:
        return _statement(found, form, 422)
    return see_other(f"/statements/{decision_id}", _("Thank you. A moderator looks at it again."))


@pages.get("/conversations/<id:case_id>")
@signed_in
def conversation(case_id: int) -> Response:
    """Show a member the conversation about something of theirs."""
    return _conversation(_own(case_id), AnswerForm())


@pages.post("/conversations/<id:case_id>")
@signed_in
def reply(case_id: int) -> Response:
    """Answer the moderators."""
    case, form = _own(case_id), AnswerForm()
    if form.validate():
        with form.explaining():
            answer(reader(), case_id, form.words.data or "")
    if form.errors:
        return _conversation(case, form, 422)
    return see_other(f"/conversations/{case_id}", _("Your answer is sent."))


def _conversation(case: CaseRow, form: AnswerForm, status: int = 200) -> Response:
    lines = [note for note in notes_of(case.id) if note.shared]
    if not lines:
        raise Missing
    return page("moderation/sanctions/conversation.html", status=status, case=case, lines=lines, form=form)


def _own(case_id: int) -> CaseRow:
    case = case_by_id(case_id)
    if case is None or case.author_id != reader().member_id:
        raise Missing
    return case


def _reasons(decision_id: int) -> Reasons:
    """Give the reasons of a decision to whom they concern, and to moderators of its place (S16, S18)."""
    found = reasons_of(decision_id)
    case = case_by_id(found.case_id) if found else None
    if found is None or case is None:
        raise Missing
    looks = may_look(reader(), case) if case.place in places_of(reader()) else ""
    if may_read_reasons(reader(), found.author_id, looks) is not None:
        raise Missing
    return found


def _statement(found: Reasons, form: MendingForm, status: int = 200) -> Response:
    given = {"reasons": found, "guideline": _cited(found), "form": form, "words": words}
    return page("moderation/sanctions/statement.html", status=status, **given)


def _cited(found: Reasons) -> GuidelineView | None:
    if found.guideline is None or not found.edition:
        return None
    try:
        return cited(found.guideline, found.edition, language())
    except LookupError:
        return None
