"""Hangs thanks under posts and on members' pages."""

from typing import Protocol

from flask import render_template

from forum.core.access import Actor
from forum.core.furniture import fragment
from forum.core.pages.declared import shows
from forum.core.slots import fills
from forum.kudos import queries
from forum.kudos.labels import WALL
from forum.members.queries import MemberPage


class Versioned(Protocol):
    """A thread, as far as its thanks go."""

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def version(self) -> int: ...  # noqa: D102


@fills("post.acts")
def thank_for_post(*, post_id: int, thread: Versioned, signed_in: bool, own: bool) -> str | None:
    """Let members thank for a post, and lead to the thanks it has; drawn once for all who stand alike."""
    count = queries.counts_in(thread.id, thread.version).get(post_id, 0)
    asks = signed_in and not own
    if not asks and not count:
        return None
    return fragment("kudos/_act.html", post_id=post_id, count=count, asks=asks)


@fills("member.page")
def show_received(member: MemberPage, reader: Actor) -> str | None:
    """Show the newest thanks that a member received."""
    shows(WALL)
    found = queries.received_by(reader, member.id, most=queries.ON_MEMBER)
    if not found.rows:
        return None
    count = queries.count_received(reader, member.id)
    return render_template("kudos/_received.html", member=member, found=found, count=count)


@fills("foot.links")
def lead_to_wall() -> str:
    """Lead to the wall of thanks from the foot of every page."""
    return render_template("kudos/_foot.html")
