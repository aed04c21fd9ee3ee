"""Hangs a member's threads and posts on their page."""

from flask import render_template, request

from forum.categories.labels import LISTS
from forum.core.access import Actor
from forum.core.pages.declared import shows
from forum.core.slots import fills
from forum.threads.queries import posts_by, started_by


@fills("member.page")
def show_activity(member: object, reader: Actor) -> str:
    """Show what a member wrote, as far as the reader may see it: posts, or threads when asked."""
    member_id: int = member.id  # type: ignore[attr-defined]
    name: str = member.name  # type: ignore[attr-defined]
    shows(LISTS)
    before = request.args.get("before")
    if request.args.get("show") == "threads":
        return render_template("home/_member_threads.html", name=name, found=started_by(reader, member_id, before))
    return render_template("home/_member_posts.html", name=name, found=posts_by(reader, member_id, before))
