"""Where anybody gives a notice, and reads what became of it."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from forum.core.i18n import language
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import network, reader
from moderation.notices import actions
from moderation.notices.forms import NoticeForm
from moderation.notices.grounds import GROUNDS
from moderation.notices.letters import notice_at, path_of

pages = Blueprint("notices", __name__)


@pages.get("/notices/new")
def ask() -> Response:
    """Show the form."""
    return page("moderation/notices/new.html", form=NoticeForm(data={"url": request.args.get("about", "")[:500]}))


@pages.post("/notices")
def give() -> Response:
    """Take a notice."""
    form = NoticeForm()
    if form.validate():
        with form.explaining():
            number = actions.give(reader(), _told(form))
    if form.errors:
        return page("moderation/notices/new.html", status=422, form=form)
    return see_other(path_of(number), _("Thank you. Your notice has the number %(number)s.", number=number))


@pages.get("/notices/<key>")
def notice(key: str) -> Response:
    """Show a notice to whoever gave it."""
    found = notice_at(key)
    if found is None:
        raise Missing
    return page("moderation/notices/notice.html", notice=found, grounds=GROUNDS)


def _told(form: NoticeForm) -> actions.Told:
    return actions.Told(
        url=form.url.data or "", ground=form.ground.data or "", reason=form.reason.data or "",
        name=form.name.data or "", email=form.email.data or "", good_faith=bool(form.good_faith.data),
        locale=language(), host=request.host, network=network(),
    )  # fmt: skip
