"""Where staff find superfans, see why, remember what matters about them, and when they were thanked."""

from urllib.parse import urlencode

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.clock import now
from forum.core.guard import desk_page, staff_only
from forum.core.respond import Missing, page, see_other
from forum.core.sheet import sheet
from forum.core.visitor import reader
from forum.superfans import actions, queries
from forum.superfans.forms import NoteForm, SegmentForm
from forum.superfans.models import QUIET, RISING, STEADY
from forum.superfans.queries import FanView, Wanted
from forum.superfans.registry import SIGNS

HOME = "/staff/superfans"
TRENDS = {RISING: lazy_gettext("rising"), STEADY: lazy_gettext("steady"), QUIET: lazy_gettext("going quiet")}
UNTHANKED = (0, 14, 30, 90, 365)
MOST = 100_000

desk = Blueprint("superfans", __name__)
desk_page(HOME, lazy_gettext("Superfans"), "star")


@desk.get(HOME)
@staff_only
def find() -> Response:
    """List superfans, the strongest first."""
    return _list(SegmentForm())


@desk.get(f"{HOME}/<id:member_id>")
@staff_only
def show(member_id: int) -> Response:
    """Show one of them: all that was counted, and the notes."""
    return _one(member_id, NoteForm())


@desk.post(f"{HOME}/<id:member_id>/notes")
@staff_only
def note(member_id: int) -> Response:
    """Keep a note."""
    form = NoteForm()
    if form.validate():
        with form.explaining():
            actions.write_note(reader(), member_id, form.words.data or "")
    return _one(member_id, form, 422) if form.errors else see_other(f"{HOME}/{member_id}", _("The note is kept."))


@desk.delete(f"{HOME}/<id:member_id>/notes/<id:note_id>")
@staff_only
def drop_note(member_id: int, note_id: int) -> Response:
    """Throw a note away."""
    actions.drop_note(reader(), note_id)
    return see_other(f"{HOME}/{member_id}", _("The note is gone."))


@desk.post(f"{HOME}/<id:member_id>/thanks")
@staff_only
def thank(member_id: int) -> Response:
    """Say that they were thanked today."""
    actions.thank(reader(), member_id)
    return see_other(f"{HOME}/{member_id}", _("Noted: thanked today."))


@desk.post(f"{HOME}/segments")
@staff_only
def keep_segment() -> Response:
    """Keep what is chosen under a name."""
    form, wanted = SegmentForm(), _wanted()
    if form.validate():
        with form.explaining():
            actions.keep_segment(reader(), form.name.data or "", wanted)
    return _list(form, 422) if form.errors else see_other(f"{HOME}?{_query(wanted)}", _("The segment is kept."))


@desk.delete(f"{HOME}/segments/<id:segment_id>")
@staff_only
def drop_segment(segment_id: int) -> Response:
    """Throw a segment away."""
    actions.drop_segment(reader(), segment_id)
    return see_other(HOME, _("The segment is gone."))


@desk.post(f"{HOME}/sheet")
@staff_only
def take_along() -> Response:
    """Give those who are chosen as CSV."""
    found = actions.export(reader(), _wanted())
    head = [_("Name"), _("Score"), _("Score before"), _("Direction"), _("Last thanked"), _("Why"),
            *(str(each.label) for each in SIGNS.values())]  # fmt: skip
    response = Response(sheet([head, *(_row(each) for each in found)]), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="superfans-{now().date().isoformat()}.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _row(fan: FanView) -> list[object]:
    thanked = fan.thanked_at.date().isoformat() if fan.thanked_at else ""
    counts = [fan.figures.get(key, [0])[0] for key in SIGNS]
    return [fan.name, fan.score, fan.former, str(TRENDS[fan.trend]), thanked, "; ".join(fan.why), *counts]


def _list(form: SegmentForm, status: int = 200) -> Response:
    wanted = _wanted()
    found, more = queries.superfans(wanted, _place())
    last = found[-1] if found else None
    return page(
        "superfans/list.html", status=status, found=found, wanted=wanted, trends=TRENDS, signs=SIGNS, form=form,
        unthanked=UNTHANKED, segments=[(row, _query(Wanted(**row.wanted))) for row in queries.segments()],
        query=_query(wanted), state=queries.state(),
        next=f"{HOME}?{_query(wanted)}&before={last.rank}-{last.id}" if more and last else None,
    )  # fmt: skip


def _one(member_id: int, form: NoteForm, status: int = 200) -> Response:
    fan = queries.superfan(member_id)
    if fan is None:
        raise Missing
    return page(
        "superfans/one.html", status=status, fan=fan, form=form, notes=queries.notes_on(member_id), trends=TRENDS,
        signs=SIGNS,
    )  # fmt: skip


def _wanted() -> Wanted:
    """Read what is chosen; what makes no sense is left out."""
    given = request.values
    trend, sign = given.get("trend", ""), given.get("sign", "")
    return Wanted(
        trend=trend if trend in TRENDS else "", sign=sign if sign in SIGNS else "",
        least=_number(given.get("least", ""), 1), unthanked=_number(given.get("unthanked", ""), 0),
    )  # fmt: skip


def _query(wanted: Wanted) -> str:
    return urlencode({key: value for key, value in wanted.stored().items() if value})


def _number(text: str, otherwise: int) -> int:
    return min(int(text), MOST) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def _place() -> tuple[int, int]:
    rank, _dash, member_id = request.args.get("before", "").partition("-")
    known = _number(rank, -1), _number(member_id, -1)
    return known if min(known) >= 0 else queries.BEGINNING
