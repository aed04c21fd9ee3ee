"""Hangs the first of the week beside the start page, medals on members' pages, and the way off all boards."""

from flask import render_template

from forum.core.access import Actor
from forum.core.pages.declared import shows
from forum.core.slots import fills
from forum.leaderboards import queries
from forum.leaderboards.labels import BOARDS
from forum.members.queries import MemberPage


@fills("start.rail")
def show_first(reader: Actor) -> str | None:
    """Show who is first this week."""
    shows(BOARDS)
    ranks = queries.first_of_week()
    return render_template("leaderboards/_first.html", ranks=ranks, reader=reader) if ranks else None


@fills("member.page")
def show_medals(member: MemberPage, reader: Actor) -> str | None:  # noqa: ARG001
    """Show a member's medals."""
    shows(BOARDS)
    medals = queries.medals_of(member.id)
    return render_template("leaderboards/_medals.html", medals=medals) if medals else None


@fills("settings.profile")
def choose_boards(reader: Actor) -> str | None:
    """Let members leave all boards, and come back."""
    if reader.member_id is None:
        return None
    return render_template("leaderboards/_choice.html", absent=queries.is_absent(reader.member_id))


@fills("foot.links")
def lead_to_boards() -> str:
    """Lead to boards from the foot of every page."""
    return render_template("leaderboards/_foot.html")
