"""The words of a message made ready, by the one road of Markdown; and what acts of mediation are called in the log."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.refusal import Refused
from forum.core.text import Picture, clean_source, render
from forum.members.queries import ids_of_names
from moderation.audit.registry import act

LONGEST = 8000

OPENED = act("mediation.opened", lazy_gettext("asked two members to talk"))
RESTED = act("mediation.rested", lazy_gettext("changed how long two members rest from each other"))
CLOSED = act("mediation.closed", lazy_gettext("ended a conversation between two members"))
LOOKED = act("mediation.looked", lazy_gettext("read a conversation between two members"))


class _Names:
    """Knows the members of this house; a closed conversation shows no pictures of its own."""

    def mentions(self, names: Sequence[str]) -> Mapping[str, str]:
        return {name: f"/u/{quote(name)}" for name in ids_of_names(names)}

    def pictures(self, _keys: Sequence[str]) -> Mapping[str, Picture]:
        return {}


def prepare(source: str, field: str = "words") -> tuple[str, str]:
    """Clean and render what was typed; raises Refused where it cannot be taken."""
    source = clean_source(source, LONGEST, field).strip()
    if not source:
        raise Refused(_("Write something first."), field)
    return source, render(source, resolve=_Names()).html
