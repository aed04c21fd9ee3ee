"""Links the form for notices from the foot of every page."""

from flask import render_template

from forum.core.slots import fills


@fills("foot.links")
def link_form() -> str | None:
    """Let anybody find the form."""
    return render_template("moderation/notices/_foot.html")
