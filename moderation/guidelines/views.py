"""Where everybody reads the guidelines: those that hold, every edition before, and all of it for machines."""

from flask import Blueprint, Response, jsonify
from flask_babel import gettext as _

from forum.core.guard import signed_in
from forum.core.i18n import LANGUAGES, language
from forum.core.pages.declared import kept
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from moderation.guidelines import actions, queries
from moderation.guidelines.labels import GUIDELINES

pages = Blueprint("guidelines", __name__)


@pages.get("/guidelines")
@kept(GUIDELINES)
def current() -> Response:
    """Show the guidelines that hold."""
    return _page(queries.current_edition())


@pages.get("/guidelines/<id:edition>")
@kept(GUIDELINES)
def former(edition: int) -> Response:
    """Show an edition for ever at its own address."""
    return _page(edition)


@pages.get("/guidelines.json")
@kept(GUIDELINES)
def machine_readable() -> Response:
    """Give the guidelines that hold to machines, in every language of theirs."""
    edition = queries.current_edition()
    texts = queries.texts(edition)
    spoken = {
        locale: [
            {
                "number": text.number,
                "title": text.title,
                "text": text.source,
                "examples": [{"text": example.text, "fine": example.fine} for example in text.examples],
            }
            for text in texts
            if text.locale == locale
        ]
        for locale in LANGUAGES
    }
    return jsonify(edition=edition, guidelines={locale: rules for locale, rules in spoken.items() if rules})


@pages.post("/guidelines/<id:edition>/acknowledgement")
@signed_in
def acknowledge(edition: int) -> Response:
    """Take a member's word that they go by an edition."""
    actions.acknowledge(reader(), edition)
    return see_other("/guidelines", _("Thank you. You will be asked again when there is a new edition."))


def _page(edition: int) -> Response:
    known = queries.editions()
    shown = next((each for each in known if each.number == edition), None)
    if shown is None and edition:
        raise Missing
    rules = queries.guidelines(language(), edition)
    return page(
        "moderation/guidelines/guidelines.html",
        rules=rules,
        shown=shown,
        editions=known,
        holds=bool(known) and known[0].number == edition,
        asks=queries.unacknowledged(reader()) == edition,
    )
