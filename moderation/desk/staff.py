"""What moderators and staff settle about the work itself: hours, prepared notes, promises."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from forum.core.guard import desk_page, moderator_only, staff_only
from forum.core.i18n import choose_timezone, language
from forum.core.respond import page, see_other
from forum.core.visitor import reader
from forum.members.queries import authors
from moderation.desk import hours, words
from moderation.desk.asking import harms_asked
from moderation.desk.forms import PreparedForm, TermsForm
from moderation.guidelines.queries import guidelines
from moderation.queue import actions
from moderation.queue.priority import USUAL_HARM
from moderation.queue.queries import prepared_notes
from moderation.queue.terms import terms

desk = Blueprint("moderation_staff", __name__)
desk_page("/moderation/hours", words.HOURS, "clock", "moderator")
desk_page("/moderation/notes", words.NOTES, "notebook-pen", "moderator")
desk_page("/moderation/terms", words.TERMS, "bookmark")


@desk.get("/moderation/hours")
@moderator_only
def show_hours() -> Response:
    """Show how the promises were kept, and who carries how much."""
    held = terms()
    carried = hours.loads()
    table = hours.by_hour(choose_timezone(), held.until_look, held.until_decision)
    people = authors([each.member_id for each in carried])
    return page("moderation/desk/hours.html", hours=table, loads=carried, people=people, terms=held)


@desk.get("/moderation/notes")
@moderator_only
def show_notes() -> Response:
    """Show the prepared notes."""
    return _notes(PreparedForm())


@desk.post("/moderation/notes")
@moderator_only
def prepare_note() -> Response:
    """Keep a prepared note."""
    form = PreparedForm()
    if form.validate():
        with form.explaining():
            actions.prepare(reader(), form.title.data or "", form.words.data or "", form.guideline.data)
    return _notes(form, 422) if form.errors else see_other("/moderation/notes", _("The note is kept."))


@desk.delete("/moderation/notes/<id:note_id>")
@moderator_only
def drop_note(note_id: int) -> Response:
    """Throw a prepared note away."""
    actions.drop_prepared(reader(), note_id)
    return see_other("/moderation/notes", _("The note is gone."))


@desk.get("/moderation/terms")
@staff_only
def show_terms() -> Response:
    """Show what the house promises."""
    return _terms(TermsForm.filled(terms()))


@desk.post("/moderation/terms")
@staff_only
def keep_terms() -> Response:
    """Change what the house promises."""
    form = TermsForm()
    if form.validate():
        with form.explaining():
            actions.choose_terms(reader(), form.chosen(terms(), harms_asked()))
    return _terms(form, 422) if form.errors else see_other("/moderation/terms", _("Saved."))


def _terms(form: TermsForm, status: int = 200) -> Response:
    known, held, typed = guidelines(language()), terms().harms, harms_asked()
    harms = {each.number: typed.get(each.number, f"{held.get(each.number, USUAL_HARM):g}") for each in known}
    return page("moderation/desk/terms.html", status=status, form=form, guidelines=known, harms=harms)


def _notes(form: PreparedForm, status: int = 200) -> Response:
    known = guidelines(language())
    return page("moderation/desk/notes.html", status=status, form=form, notes=prepared_notes(), guidelines=known)
