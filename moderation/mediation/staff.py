"""Where moderators open conversations between members, and find those that they lead."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.guard import desk_page, moderator_only
from forum.core.respond import page, see_other
from forum.core.visitor import reader
from forum.members.queries import authors
from moderation.mediation import actions, queries
from moderation.mediation.forms import OpeningForm
from moderation.queue.exhibits import seen_by
from moderation.queue.policy import may_look
from moderation.queue.queries import case_by_id, places_of

LIST = "/moderation/mediations"

desk = Blueprint("mediation_staff", __name__)
desk_page(LIST, lazy_gettext("Mediation"), "messages-square", role="moderator")


@desk.get(LIST)
@moderator_only
def talks() -> Response:
    """List the conversations that a moderator leads; administrators see that there are others."""
    found = queries.talks_led(reader())
    ids = {each for talk in found for each in (talk.first_id, talk.second_id, talk.by_id) if each}
    return page("moderation/mediation/list.html", talks=found, people=authors(ids))


@desk.get(f"{LIST}/new")
@moderator_only
def ask() -> Response:
    """Ask who is to talk: a case names its author and whom they answered."""
    first, second = request.args.get("with", "")[:60], ""
    asked = request.args.get("case", "")
    if asked.isascii() and asked.isdigit() and len(asked) <= 18:
        first, second = _two_of(int(asked)) or (first, second)
    else:
        asked = ""
    return page(
        "moderation/mediation/new.html", form=OpeningForm(data={"first": first, "second": second, "case": asked})
    )


@desk.post(LIST)
@moderator_only
def open_mediation() -> Response:
    """Open a conversation."""
    form = OpeningForm()
    if form.validate():
        with form.explaining():
            made = actions.open_mediation(reader(), _asked(form))
    if form.errors:
        return page("moderation/mediation/new.html", status=422, form=form)
    return see_other(f"/mediation/{made}", _("Both are told."))


def _asked(form: OpeningForm) -> actions.Asked:
    return actions.Asked(
        first=form.first.data or "", second=form.second.data or "", subject=form.subject.data or "",
        words=form.words.data or "", rest=form.rest.data or 0, pace=form.pace.data or 0, case_id=form.case_id,
    )  # fmt: skip


def _two_of(case_id: int) -> tuple[str, str] | None:
    """Name the author of a case of the moderator's, and whoever spoke before them; never who flagged it."""
    case = case_by_id(case_id)
    if case is None or may_look(reader(), case) is not None or case.place not in places_of(reader()):
        return None
    shown = seen_by(reader(), case.kind, case.thing_id)
    before = [each.author_id for each in (shown.around if shown else ()) if each.before]
    other = next((each for each in reversed(before) if each is not None and each != case.author_id), None)
    people = authors([each for each in (case.author_id, other) if each is not None])
    first, second = (people[each].name if each in people else "" for each in (case.author_id, other))
    return first, second
