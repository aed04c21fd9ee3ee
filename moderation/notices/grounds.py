"""What somebody may say is against the law, and where the law asks for no name."""

from typing import Any

from flask_babel import lazy_gettext as _

GROUNDS: dict[str, Any] = {
    "hate": _("Hate, threats or violence"),
    "rights": _("Somebody's rights: a copy, a trademark, a picture of them"),
    "private": _("Private data, or a lie about somebody"),
    "fraud": _("Fraud, or something that may not be sold"),
    "children": _("Sexual abuse of children"),
    "other": _("Something else that is against the law"),
}
NAMELESS = frozenset({"children"})
"""Article 16 (2) c: whoever tells of these need not say who they are."""
