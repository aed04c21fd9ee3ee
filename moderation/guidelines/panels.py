"""Hangs guidelines into pages of others: the bar over a new edition, a line where people join, a link below."""

from flask import render_template

from forum.core.access import Actor
from forum.core.cache import cache
from forum.core.furniture import furniture
from forum.core.slots import fills
from moderation.guidelines.queries import edition_for_pages, editions, unacknowledged


@fills("page.top")
def ask_to_acknowledge(reader: Actor) -> str | None:
    """Ask a member who has not acknowledged the edition that holds, calmly, above any page."""
    edition = edition_for_pages()
    done = ("acknowledged", reader.member_id, edition)
    if not reader.signed_in or not edition or cache.last(done):
        return None
    if unacknowledged(reader) is None:
        cache.versioned(done, lambda: True)
        return None
    note = cache.versioned(("edition", edition), lambda: _note(edition))
    return furniture("moderation/guidelines/_bar.html", edition, note, edition=edition, note=note)


def _note(edition: int) -> str:
    """Give what was said of an edition when it was published."""
    return next((each.note for each in editions() if each.number == edition), "")


@fills("join.foot")
def name_what_joining_accepts() -> str | None:
    """Say what joining accepts."""
    return render_template("moderation/guidelines/_joining.html") if edition_for_pages() else None


@fills("foot.links")
def link_below() -> str | None:
    """Link the guidelines from every page."""
    return render_template("moderation/guidelines/_foot.html")
