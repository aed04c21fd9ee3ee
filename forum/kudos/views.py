"""Addresses of thanks: those for a post, the wall, a member's."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from forum.core.access import require
from forum.core.guard import signed_in
from forum.core.limits import limit
from forum.core.pages.declared import kept, shows
from forum.core.paging import PLACE
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from forum.kudos import actions, policy, queries
from forum.kudos.forms import ThankForm
from forum.kudos.labels import WALL
from forum.members.labels import of_member
from forum.members.queries import MemberPage, member_page
from forum.threads import grounds
from forum.threads.history import PostAt, post_at
from forum.threads.labels import of_thread

pages = Blueprint("kudos", __name__)


@pages.get("/kudos")
@kept(WALL, "lists", before=PLACE)
def wall() -> Response:
    """Show the newest thanks."""
    found = queries.wall(reader(), request.args.get("before"))
    return page("kudos/wall.html", found=found, more=url_for("kudos.wall"), deeper="before" in request.args)


@pages.get("/posts/<id:post_id>/kudos")
@kept(WALL, "lists", before=PLACE)
def of_post(post_id: int) -> Response:
    """Show the thanks for a post, and let members thank for it."""
    post = _post(post_id)
    shows(of_thread(post.thread_id))
    return _of_post(post, ThankForm())


@pages.post("/posts/<id:post_id>/kudos")
@signed_in
def thank(post_id: int) -> Response:
    """Thank for a post."""
    post, form = _post(post_id), ThankForm()
    require(policy.may_thank(reader(), grounds.of_post(reader(), post_id)))
    limit("kudos", "30/minute", reader().member_id)
    if form.validate():
        with form.explaining():
            made = actions.thank(reader(), post_id, form.reason.data or "", key=form.once.data)
            seen = queries.one(reader(), made) is not None
            told = _("Thank you. %(name)s is told.", name=post.author_name)
            return see_other(post.address, told if seen else _("A moderator looks at it first. Then it can be seen."))
    return _of_post(post, form, 422)


@pages.delete("/kudos/<id:kudos_id>")
@signed_in
def withdraw(kudos_id: int) -> Response:
    """Take one's thanks back."""
    found = queries.one(reader(), kudos_id)
    actions.withdraw(reader(), kudos_id)
    return see_other(f"/posts/{found.post_id}/kudos" if found else "/kudos", _("Your thanks are taken back."))


@pages.get("/u/<name>/kudos")
@kept(WALL, "lists", before=PLACE, show="given")
def of_member_page(name: str) -> Response:
    """Show the thanks that a member received, or gave."""
    member = _member(name)
    shows(of_member(member.id))
    gave, before = request.args.get("show") == "given", request.args.get("before")
    find = queries.given_by if gave else queries.received_by
    return page("kudos/member.html", member=member, found=find(reader(), member.id, before), gave=gave)


def _post(post_id: int) -> PostAt:
    """Give a post that is there for the reader; a deleted one is not."""
    post = post_at(reader(), post_id)
    if post is None or grounds.of_post(reader(), post_id).deleted:
        raise Missing
    return post


def _member(name: str) -> MemberPage:
    member = member_page(name)
    if member is None:
        raise Missing
    return member


def _of_post(post: PostAt, form: ThankForm, status: int = 200) -> Response:
    actor = reader()
    own = queries.mine(actor, post.id) if actor.signed_in else None
    may_not = policy.may_thank(actor, grounds.of_post(actor, post.id))
    left = queries.left_today(actor) if actor.signed_in and may_not is None else 0
    found = queries.of_post(actor, post.id, request.args.get("before"))
    return page(
        "kudos/post.html", status=status, post=post, form=form, own=own, may_not=may_not, left=left, found=found
    )
