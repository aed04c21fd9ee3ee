"""What moderators take from a thread or give back: its title, and the words of a post they hid."""

from flask_babel import gettext as _
from sqlalchemy import select

from forum.core.access import HOUSE, Actor, Denied, require
from forum.core.clock import now
from forum.core.db import db, lock, read
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.slug import slug
from forum.core.transaction import transaction
from forum.media.actions import claim_pictures
from forum.threads import grounds, policy
from forum.threads.events import PostEdited
from forum.threads.models import Deletion, Edit, HiddenTitle, Post, Thread
from forum.threads.words import prepare


def is_hidden(thread_id: int) -> bool:
    """Tell whether moderators hide a thread's title."""
    found = select(HiddenTitle.thread_id).where(HiddenTitle.thread_id == thread_id)
    return read().execute(found).first() is not None


@transaction
def hide(actor: Actor, thread_id: int, reason: str = "") -> None:
    """Put a plain line in the place of a thread's title; the thread itself stays."""
    thread = _tended(actor, thread_id)
    if is_hidden(thread_id):
        raise Refused(_("This title is hidden already."))
    db.session.add(
        HiddenTitle(thread_id=thread.id, title=thread.title, by_id=actor.member_id, reason=reason[:500], made_at=now())
    )
    _call(thread, _("Thread %(number)s", number=thread.id), actor)


@transaction
def restore(actor: Actor, thread_id: int) -> None:
    """Give a thread its title back."""
    thread = _tended(actor, thread_id)
    hidden = db.session.get(HiddenTitle, thread_id)
    if hidden is None:
        raise Refused(_("This title is not hidden."))
    title = hidden.title
    db.session.delete(hidden)
    _call(thread, title, actor)


@transaction
def revise(actor: Actor, post_id: int, source: str) -> None:
    """Put other words of its author into a post that moderators hid; it stays hidden until they look again."""
    words = prepare(source)
    post = db.session.get(Post, post_id)
    if post is None:
        raise grounds.no_post()
    thread, post = lock(Thread, post.thread_id), lock(Post, post_id)
    if actor != HOUSE and actor.member_id != post.author_id:
        raise Denied(_("Only its author may edit this post."))
    if db.session.get(Deletion, post_id) is None and post.number is not None:
        raise Refused(_("This post is not hidden: edit it in its thread."))
    if words.source == post.source:
        raise Refused(_("Nothing is changed yet."), "source")
    kept = Edit(post_id=post.id, editor_id=actor.member_id, source=post.source, title=None, made_at=now())
    db.session.add(kept)
    post.source, post.html, post.excerpt, post.render_version = words.source, words.html, words.excerpt, words.version
    if post.number == 1:
        thread.excerpt = words.excerpt
    post.edited_at, post.edit_count = now(), post.edit_count + 1
    claim_pictures(f"post:{post.id}", words.pictures, actor)
    record(PostEdited(post.id, thread.id, actor.member_id))


def _tended(actor: Actor, thread_id: int) -> Thread:
    require(policy.may_tend(actor, grounds.of_thread(actor, thread_id)))
    return lock(Thread, thread_id)


def _call(thread: Thread, title: str, actor: Actor) -> None:
    thread.title, thread.slug, thread.version = title, slug(title, "thread"), thread.version + 1
    db.session.flush()
    first = db.session.scalar(select(Post.id).where(Post.thread_id == thread.id, Post.number == 1))
    if first is not None:
        record(PostEdited(first, thread.id, actor.member_id))
