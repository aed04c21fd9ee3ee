"""Where moderators work: the queue, one case, what is done with it."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from forum.core.guard import desk_page, moderator_only
from forum.core.i18n import language
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from moderation.desk import screen, words
from moderation.desk.asking import decide_all, lane_asked, number_asked, said_in
from moderation.desk.forms import DecisionForm, ReversalForm, WordsForm
from moderation.queue import actions
from moderation.queue.queries import CaseRow, case_by_id

pages = Blueprint("moderation_desk", __name__)
desk_page("/moderation", words.QUEUE, "shield", "moderator")


@pages.get("/moderation")
@moderator_only
def queue() -> Response:
    """Show the queue with its most urgent case."""
    return _screen(None, DecisionForm(lane=lane_asked() or ""))


@pages.get("/moderation/cases/<id:case_id>")
@moderator_only
def case(case_id: int) -> Response:
    """Show a case beside the queue."""
    return _screen(_found(case_id), DecisionForm(lane=lane_asked() or ""))


@pages.post("/moderation/cases/<id:case_id>/claim")
@moderator_only
def claim(case_id: int) -> Response:
    """Say that one looks at the case."""
    if _found(case_id).state == "open":
        actions.claim(reader(), case_id)
    return Response(status=204)


@pages.delete("/moderation/cases/<id:case_id>/claim")
@moderator_only
def let_go(case_id: int) -> Response:
    """Look away from the case."""
    _found(case_id)
    actions.let_go(reader(), case_id)
    return see_other("/moderation")


@pages.post("/moderation/cases/<id:case_id>/decision")
@moderator_only
def decide(case_id: int) -> Response:
    """Decide the case, and those that were ticked with it."""
    found, form = _found(case_id), DecisionForm()
    if form.validate():
        with form.explaining():
            decide_all(reader(), [(case_id, form.version.data), *form.ticked], said_in(form, found))
    if form.errors:
        return _screen(_found(case_id), form, 422)
    return _on(form.lane.data)


@pages.delete("/moderation/decisions/<id:decision_id>")
@moderator_only
def undo(decision_id: int) -> Response:
    """Take back one's own decision of the last ten seconds."""
    actions.undo(reader(), decision_id)
    return see_other("/moderation", _("It is as if nothing had been decided."))


@pages.post("/moderation/cases/<id:case_id>/reversals/<id:decision_id>")
@moderator_only
def reverse(case_id: int, decision_id: int) -> Response:
    """Find a decision wrong."""
    _found(case_id)
    form = ReversalForm()
    if form.validate():
        with form.explaining():
            actions.reverse(reader(), decision_id, form.reason.data or "")
    if form.errors:
        return _screen(_found(case_id), DecisionForm(), 422, reversal=form)
    return see_other(f"/moderation/cases/{case_id}", _("All that it did is undone."))


@pages.post("/moderation/cases/<id:case_id>/notes")
@moderator_only
def write_note(case_id: int) -> Response:
    """Leave a line for other moderators."""
    return _written(case_id, WordsForm(), shared=False)


@pages.post("/moderation/cases/<id:case_id>/conversation")
@moderator_only
def ask_author(case_id: int) -> Response:
    """Write to the author, in the case."""
    return _written(case_id, WordsForm(), shared=True)


@pages.post("/moderation/cases/<id:case_id>/escalation")
@moderator_only
def escalate(case_id: int) -> Response:
    """Ask for somebody with more say."""
    _found(case_id)
    actions.escalate(reader(), case_id)
    return see_other("/moderation", _("The case stands higher now, with a mark."))


def _written(case_id: int, form: WordsForm, *, shared: bool) -> Response:
    _found(case_id)
    write = actions.ask_author if shared else actions.write_note
    if form.validate():
        with form.explaining():
            write(reader(), case_id, form.words.data or "")
    if form.errors:
        return _screen(_found(case_id), DecisionForm(), 422, **{"talk" if shared else "note": form})
    return see_other(f"/moderation/cases/{case_id}", _("Sent to the author.") if shared else _("The note is kept."))


def _found(case_id: int) -> CaseRow:
    """Give a case that is there for this moderator; others look as if they were not (S16, S18)."""
    found = case_by_id(case_id)
    if found is None or not screen.may_see(reader(), found):
        raise Missing
    return found


def _on(lane: str | None) -> Response:
    return see_other(f"/moderation?lane={lane}" if lane in words.LANES else "/moderation")


def _screen(found: CaseRow | None, form: DecisionForm, status: int = 200, **forms: object) -> Response:
    shown = screen.compose(
        reader(), language(), lane=lane_asked(), after=number_asked("after"), case_id=found.id if found else None
    )
    given = {"reversal": ReversalForm(), "talk": WordsForm(), "note": WordsForm()} | forms
    return page("moderation/desk/queue.html", status=status, screen=shown, form=form, labels=words, **given)
