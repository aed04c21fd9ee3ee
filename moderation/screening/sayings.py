"""What rules found, in words."""

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext as _

from forum.core.i18n import language
from moderation.guidelines.queries import guidelines

SHOWN_TO_AUTHORS = frozenset(
    {"word", "host", "links", "capitals", "marks", "drawn_out", "hidden", "new_links", "new_mentions", "new_pictures",
     "new_posts", "flood", "copy", "mail", "name"}
)  # fmt: skip
"""Reasons an honest author can act on; the others only teach how to get round them."""

_SAYINGS: dict[str, Callable[[str], str]] = {
    "word": lambda value: _("the word “%(value)s”", value=value),
    "pattern": lambda value: _("the pattern “%(value)s”", value=value),
    "host": lambda value: _("a link to %(value)s", value=value),
    "links": lambda value: _("%(value)s links", value=value),
    "capitals": lambda value: _("%(value)s %% capitals", value=value),
    "marks": lambda _value: _("marks heaped on letters"),
    "hidden": lambda value: _("%(value)s signs nobody can see", value=value),
    "drawn_out": lambda value: _("“%(value)s” drawn out", value=value),
    "name": lambda value: _("a name like %(value)s", value=value),
    "mail": lambda value: _("an address at %(value)s, which gives out throw-away addresses", value=value),
    "new_links": lambda value: _("%(value)s links from somebody new", value=value),
    "new_mentions": lambda value: _("%(value)s members mentioned by somebody new", value=value),
    "new_pictures": lambda value: _("%(value)s pictures from somebody new", value=value),
    "new_posts": lambda value: _("%(value)s posts within a day from somebody new", value=value),
    "flood": lambda value: _("%(value)s posts within a few minutes", value=value),
    "copy": lambda value: _("word for word what another member wrote") if value == "other" else _("posted before"),
    "near_copy": lambda value: _("nearly what another member wrote") if value == "other" else _("nearly posted before"),
    "abuse": lambda value: _("looks like abuse (%(value)s %%)", value=value),
    "spam": lambda value: _("looks like spam (%(value)s %%)", value=value),
    "because": lambda value: _("because of: %(value)s", value=value),
}


def said(why: Iterable[list[str]]) -> str:
    """Say the reasons of a hit in one line."""
    return ", ".join(_SAYINGS[code](value) for code, value in why if code in _SAYINGS)


def refusal(guideline: int | None, why: list[list[str]]) -> str:
    """Tell an author kindly why a draft is not taken, and that nothing of it is lost."""
    about = said([reason for reason in why if reason[0] in SHOWN_TO_AUTHORS])
    cited = next((view.title for view in guidelines(language()) if view.number == guideline), None)
    parts: list[Any] = []
    if cited:
        parts.append(_("This goes against our guideline %(number)s, “%(title)s”.", number=guideline, title=cited))
    else:
        parts.append(_("This cannot be posted as it is."))
    if about:
        parts.append(_("It is about this: %(about)s.", about=about))
    parts.append(_("Your words are all still here: change what it is about, and send them again."))
    return " ".join(parts)
