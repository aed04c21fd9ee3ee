"""Where moderators see how much members' flags count, and why."""

from flask import Blueprint, Response
from flask_babel import lazy_gettext

from forum.core.guard import desk_page, moderator_only
from forum.core.respond import page
from moderation.flags.queries import records
from moderation.flags.weighing import HIDES_AT, REMEMBERED

pages = Blueprint("flags_staff", __name__)
desk_page("/moderation/flags", lazy_gettext("Flags"), "flag", role="moderator")


@pages.get("/moderation/flags")
@moderator_only
def weights() -> Response:
    """Show how flags are weighed, and the record of those who flagged."""
    return page("moderation/flags/weights.html", records=records(), hides_at=HIDES_AT, days=REMEMBERED.days)
