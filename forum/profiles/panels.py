"""Hangs what a member did on their page: points over time, days with posts, best posts, and what is next."""

from datetime import UTC, datetime, time

from flask import render_template

from forum.badges.queries import Progress, badges_of, progress_of
from forum.categories.labels import LISTS
from forum.core.access import Actor
from forum.core.cache import cache
from forum.core.clock import now
from forum.core.i18n import language
from forum.core.pages.declared import shows
from forum.core.slots import fills
from forum.members.queries import MemberPage
from forum.points.queries import points_by_day, total_of
from forum.profiles import drawing
from forum.profiles.queries import best_posts, days_written
from forum.trust.ladder import NAMES

MOST_BADGES, NEXT, KEPT_S = 12, 3, 60.0


@fills("member.page")
def show_deeds(member: MemberPage, reader: Actor) -> str | None:
    """Show what a member did; nothing where there is nothing yet."""
    shows(LISTS)
    today = now().date()
    first = drawing.first_day(today)
    wrote = days_written(reader, member.id, datetime.combine(first, time(), UTC))
    points = total_of(member.id)
    gained = points_by_day(member.id, (today - first).days + 1) if points else {}
    best = best_posts(reader, member.id)
    held = badges_of(member.id)
    own = reader.member_id == member.id
    if not (points or wrote or best or held or own):
        return None
    return render_template(
        "profiles/_deeds.html", member=member, own=own, points=points, bars=drawing.bars(gained, today), gained=gained,
        cells=drawing.cells(wrote, today), runs=drawing.runs(wrote, today), wrote=wrote, best=best,
        level=(member.trust_level, NAMES[member.trust_level]), weeks=drawing.WEEKS, held=held[:MOST_BADGES],
        more=max(0, len(held) - MOST_BADGES), ahead=_ahead(member.id) if own else [],
    )  # fmt: skip


def _ahead(member_id: int) -> list[Progress]:
    """List the badges that are nearest: counted once in a minute, since it takes a statement for each measure."""
    key = ("badges ahead", member_id, language())
    return cache.fresh(key, KEPT_S, lambda: progress_of(member_id, NEXT))
