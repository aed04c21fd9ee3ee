"""Names of several people in one phrase, as sentences begin with them."""

from flask_babel import gettext as _
from flask_babel import ngettext


def people(first: str | None, second: str | None, count: int) -> str:
    """Name one person, two, or one and how many others."""
    first = first or _("Somebody")
    if count <= 1:
        return first
    if count == 2 and second:
        return _("%(first)s and %(second)s", first=first, second=second)
    return ngettext("%(name)s and %(num)s other", "%(name)s and %(num)s others", count - 1, name=first)
