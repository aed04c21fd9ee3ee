"""Where staff write guidelines: a draft, a preview with all differences, and a new edition."""

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.guard import desk_page, staff_only
from forum.core.i18n import LANGUAGES, language
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from moderation.guidelines import actions, comparing, queries
from moderation.guidelines.forms import NewGuidelineForm, PublishForm, TextForm

HOME = "/staff/guidelines"

desk = Blueprint("guidelines_staff", __name__)
desk_page(HOME, lazy_gettext("Guidelines"), "scroll-text")


@desk.get(HOME)
@staff_only
def write() -> Response:
    """Show the draft, or what holds and a way to begin a draft."""
    return _overview(NewGuidelineForm(data={"locale": language()}))


@desk.post(f"{HOME}/draft")
@staff_only
def begin() -> Response:
    """Begin the next edition."""
    actions.begin_draft(reader())
    return see_other(HOME, _("The draft begins with the words that hold now."))


@desk.delete(f"{HOME}/draft")
@staff_only
def discard() -> Response:
    """Throw the draft away."""
    actions.discard_draft(reader())
    return see_other(HOME, _("The draft is gone."))


@desk.post(f"{HOME}/draft/guidelines")
@staff_only
def add() -> Response:
    """Put a new guideline into the draft."""
    form = NewGuidelineForm()
    if form.validate():
        with form.explaining():
            number = actions.add_guideline(
                reader(), form.locale.data, title=form.title.data or "", source=form.source.data or ""
            )
            return see_other(f"{HOME}/draft/{number}/{form.locale.data}", _("It has the number %(n)s.", n=number))
    return _overview(form, 422)


@desk.delete(f"{HOME}/draft/<id:number>")
@staff_only
def leave_out(number: int) -> Response:
    """Leave a guideline out of the next edition."""
    actions.leave_out(reader(), number)
    return see_other(HOME, _("It will not be in the next edition."))


@desk.get(f"{HOME}/draft/<id:number>/<locale>")
@staff_only
def edit(number: int, locale: str) -> Response:
    """Show what a guideline says in one language."""
    text = _text(number, locale)
    filled = {
        "title": text.title,
        "source": text.source,
        "fine": "\n".join(example.text for example in text.examples if example.fine),
        "not_fine": "\n".join(example.text for example in text.examples if not example.fine),
    }
    return _editor(number, locale, TextForm(data=filled if text.locale == locale else {}), text)


@desk.post(f"{HOME}/draft/<id:number>/<locale>")
@staff_only
def keep(number: int, locale: str) -> Response:
    """Keep what was written."""
    form, text = TextForm(), _text(number, locale)
    if form.validate():
        with form.explaining():
            actions.write_text(
                reader(), number, locale, title=form.title.data or "", source=form.source.data or "",
                fine=(form.fine.data or "").splitlines(), not_fine=(form.not_fine.data or "").splitlines(),
            )  # fmt: skip
            return see_other(f"{HOME}#guideline-{number}", _("Saved in the draft."))
    return _editor(number, locale, form, text, 422)


@desk.get(f"{HOME}/preview")
@staff_only
def preview() -> Response:
    """Show what the draft would look like, and all that is different in it."""
    draft = queries.draft()
    return _preview(PublishForm(data={"seen": draft.number if draft else 0}))


@desk.post(f"{HOME}/publication")
@staff_only
def publish() -> Response:
    """Let the draft hold."""
    form = PublishForm()
    if form.validate():
        with form.explaining():
            actions.publish(reader(), form.note.data or "", seen=form.seen.data or 0)
            return see_other("/guidelines", _("The new edition holds."))
    return _preview(form, 422)


def _overview(form: NewGuidelineForm, status: int = 200) -> Response:
    draft = queries.draft()
    edition = draft.number if draft else queries.current_edition()
    spoken: dict[int, list[str]] = {}
    for text in queries.texts(edition):
        spoken.setdefault(text.number, []).append(text.locale)
    return page(
        "moderation/guidelines/write.html", status=status, draft=draft, rules=queries.guidelines(language(), edition),
        spoken=spoken, form=form, editions=queries.editions(), all_languages=LANGUAGES,
    )  # fmt: skip


def _text(number: int, locale: str) -> queries.GuidelineView:
    """Give a text of the draft, or the nearest language's beside an empty form."""
    draft = queries.draft()
    if draft is None or locale not in LANGUAGES:
        raise Missing
    try:
        return queries.cited(number, draft.number, locale)
    except LookupError:
        raise Missing from None


def _editor(number: int, locale: str, form: TextForm, text: queries.GuidelineView, status: int = 200) -> Response:
    return page(
        "moderation/guidelines/edit.html", status=status, number=number, locale_of_text=locale, form=form, text=text,
        all_languages=LANGUAGES,
    )  # fmt: skip


def _preview(form: PublishForm, status: int = 200) -> Response:
    draft = queries.draft()
    if draft is None:
        return see_other(HOME)
    current = queries.current_edition()
    changes = comparing.changes(queries.texts(current), queries.texts(draft.number))
    rules = queries.guidelines(language(), draft.number)
    return page(
        "moderation/guidelines/preview.html", status=status, draft=draft, changes=changes, rules=rules, form=form
    )
