"""What a category may be called, and what is said of who may do what in it."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from forum.categories.policy import KINDS, VERBS
from forum.core.access import AUDIENCES
from forum.core.refusal import Refused
from forum.core.slug import slug as make_slug
from forum.core.text.clean import clean_line

SHORTEST_NAME, LONGEST_NAME, LONGEST_DESCRIPTION = 2, 80, 500

AUDIENCE_NAMES = {
    "everyone": _later("Everyone"),
    "members": _later("Members"),
    "moderators": _later("Moderators"),
    "staff": _later("Staff"),
    "admins": _later("Administrators"),
}
KIND_NAMES = {
    "discussion": _later("Discussions"),
    "question": _later("Questions"),
    "idea": _later("Ideas"),
    "announcement": _later("Announcements"),
}


def clean_name(text: str) -> str:
    """Clean a category's name."""
    name = clean_line(text, LONGEST_NAME, "name")
    if len(name) < SHORTEST_NAME:
        raise Refused(_("Give the category a name of at least %(count)d letters.", count=SHORTEST_NAME), "name")
    return name


def clean_description(text: str) -> str:
    """Clean what is said of a category."""
    return clean_line(text, LONGEST_DESCRIPTION, "description")


def clean_slug(text: str) -> str:
    """Clean the word that stands for a category in addresses."""
    slug = make_slug(clean_line(text, LONGEST_NAME, "slug"), "")
    if not slug:
        raise Refused(_("Give an address of letters, digits and dashes, or leave it empty."), "slug")
    return slug


def clean_kind(kind: str) -> str:
    """Take a kind of thread that there is."""
    if kind not in KINDS:
        raise Refused(_("Choose one of the kinds in the list."), "kind")
    return kind


def read_audiences(wanted: Mapping[str, str | None]) -> dict[str, str]:
    """Read the lowest audience of each verb; nobody writes without being a member."""
    lowest = {verb: AUDIENCES[0 if verb == "see" else 1] for verb in VERBS}
    found: dict[str, str] = {}
    for verb, audience in wanted.items():
        if audience not in AUDIENCES:
            raise Refused(_("Choose one of the groups in the list."), verb)
        found[verb] = max(audience, lowest[verb], key=AUDIENCES.index)
    return found
