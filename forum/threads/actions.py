"""What can be done with threads and posts."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import insert, select

from forum.core import gates, receipts
from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import add_new, db, lock
from forum.core.events import record
from forum.core.quick import Quick
from forum.core.refusal import Refused
from forum.core.slug import slug
from forum.core.text import clean_line
from forum.core.transaction import transaction
from forum.media.actions import claim_pictures
from forum.threads import grounds, policy
from forum.threads.answering import answered
from forum.threads.drafts import forget
from forum.threads.events import PostDeleted, PostEdited, PostHeld, PostRestored
from forum.threads.models import Deletion, Edit, Post, Tag, Tagging, Thread
from forum.threads.publishing import Fresh, Ready, appear, count_post, publish, ready
from forum.threads.words import LONGEST_REASON, Words, prepare, prepare_tags, prepare_title

_STORE = Quick(insert(Post))


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a post came to stand; its number is None while it is held for a moderator."""

    thread_id: int
    slug: str
    post_id: int
    number: int | None


def start(
    actor: Actor,
    category_id: int,
    kind: str,
    title: str,
    source: str,
    tags: Sequence[str] = (),
    *,
    key: str | None = None,
) -> Placed:
    """Start a thread with its first post."""
    title, names, words = prepare_title(title), prepare_tags(tags), prepare(source)
    return _start(actor, category_id, kind, title, names, words, key)


def reply(actor: Actor, thread_id: int, source: str, *, to: int | None = None, key: str | None = None) -> Placed:
    """Reply in a thread, perhaps to the post with number `to`."""
    return _reply(actor, thread_id, prepare(source), to, key)


def edit(actor: Actor, post_id: int, source: str, *, title: str | None = None, seen: int | None = None) -> Placed:
    """Change the words of a post, and the thread's title with its first post.

    `seen` is the post's count of edits when its editor opened it: somebody else's edit since then is not overwritten.
    """
    return _edit(actor, post_id, prepare(source), title and prepare_title(title), seen)


@transaction
def delete(actor: Actor, post_id: int, reason: str = "") -> None:
    """Delete a post; its number stays. The thread goes from sight with its first post."""
    post, thread = _post_and_thread(post_id)
    require(policy.may_delete(actor, grounds.of_post(actor, post_id)))
    reason = clean_line(reason, LONGEST_REASON, "reason")
    db.session.add(Deletion(post_id=post.id, by_id=actor.member_id, reason=reason, made_at=now()))
    if post.number is not None:  # a held one was never counted
        count_post(thread, post, -1)
    if post.number == 1:
        thread.published_at = None
    if thread.answer_id == post.id:
        thread.answer_id = None
    record(PostDeleted(post.id, thread.id, actor.member_id, "" if actor.member_id == post.author_id else reason))


@transaction
def restore(actor: Actor, post_id: int) -> None:
    """Bring a deleted post back."""
    post, thread = _post_and_thread(post_id)
    require(policy.may_restore(actor, grounds.of_post(actor, post_id)))
    db.session.delete(db.session.get_one(Deletion, post.id))
    if post.number is not None:
        count_post(thread, post, 1)
    if post.number == 1:
        thread.published_at = thread.created_at
    record(PostRestored(post.id, thread.id, actor.member_id))


@transaction
def release(actor: Actor, post_id: int) -> int:
    """Publish a held post."""
    require(policy.may_tend(actor, grounds.of_post(actor, post_id)))
    return publish(post_id, prepare(db.session.get_one(Post, post_id).source).mentions)


@transaction
def _start(
    actor: Actor, category_id: int, kind: str, title: str, tags: list[str], words: Words, key: str | None
) -> Placed:
    require(policy.may_start(actor, grounds.of_category(actor, category_id)) or policy.may_use_kind(actor, kind))
    author_id = _author(actor)
    if done := receipts.earlier(actor, key, category_id, kind, title, words.source):
        return _placed(done)
    moment = now()
    thread = Thread(
        category_id=category_id,
        author_id=author_id,
        kind=kind,
        title=title,
        slug=slug(title, "thread"),
        tags=tags,
        excerpt=words.excerpt,
        created_at=moment,
        last_post_at=moment,
        last_author_id=author_id,
        last_number=0,
        post_count=0,
        version=1,
    )
    db.session.add(thread)
    db.session.flush()
    tag(thread)
    forget(actor, "new")
    return _put(actor, ready(thread.id), words, None, key)


@transaction
def _reply(actor: Actor, thread_id: int, words: Words, to: int | None, key: str | None) -> Placed:
    require(policy.may_reply(actor, grounds.of_thread(actor, thread_id)))
    if done := receipts.earlier(actor, key, thread_id, to, words.source):
        return _placed(done)
    thread = ready(thread_id)
    if to is not None and not 0 < to <= thread.last_number:
        to = None
    forget(actor, f"thread-{thread_id}")
    return _put(actor, thread, words, to, key)


@transaction
def _edit(actor: Actor, post_id: int, words: Words, title: str | None, seen: int | None) -> Placed:
    post, thread = _post_and_thread(post_id)
    require(policy.may_edit(actor, grounds.of_post(actor, post_id)))
    if post.number != 1 or title == thread.title:
        title = None
    if words.source == post.source and title is None:
        return _placed(post.id)
    if seen is not None and seen != post.edit_count:
        raise Refused(_("Somebody else edited this post meanwhile. Compare in its history, then save again."), "source")
    answers = answered(words, thread.id, post.reply_to, thread.author_id if post.number != 1 else None)
    verdict = _ask_gate(actor, thread.category_id, title or thread.title, words, answers, post.id)
    db.session.add(
        Edit(
            post_id=post.id,
            editor_id=actor.member_id,
            source=post.source,
            title=title and thread.title,
            made_at=now(),
        )
    )
    _rewrite(post, thread, words)
    post.edited_at, post.edit_count = now(), post.edit_count + 1
    if title:
        thread.title, thread.slug = title, slug(title, "thread")
    thread.version += 1
    claim_pictures(f"post:{post.id}", words.pictures, actor)
    forget(actor, f"edit-{post.id}")
    db.session.flush()  # what the gates keep of it is how it reads now
    verdict.settle("post", post.id)
    record(PostEdited(post.id, thread.id, actor.member_id))
    return _placed(post.id)


def tag(thread: Thread) -> None:
    """Tie a thread to its tags, making the ones that are new."""
    for name in thread.tags:
        add_new(Tag, name=name, thread_count=0)
        tag_id = db.session.scalars(select(Tag.id).where(Tag.name == name)).one()
        db.session.add(Tagging(thread_id=thread.id, tag_id=tag_id, last_post_at=thread.last_post_at))


def _put(actor: Actor, thread: Ready, words: Words, to: int | None, key: str | None) -> Placed:
    """Store a post and publish it, or leave it waiting if a gate says so."""
    answers = answered(words, thread.id, to, thread.author_id if thread.last_number else None)
    verdict = _ask_gate(actor, thread.category_id, thread.title, words, answers)
    author_id, moment = _author(actor), now()
    number = None if verdict.outcome == "hold" else thread.last_number + 1
    post_id = _STORE.made({
        "thread_id": thread.id, "number": number, "author_id": author_id, "reply_to": to, "source": words.source,
        "html": words.html, "excerpt": words.excerpt, "render_version": words.version, "created_at": moment,
        "published_at": number and moment, "edit_count": 0, "like_count": 0, "reply_count": 0,
    })  # fmt: skip
    receipts.keep(actor, key, post_id)
    verdict.settle("post", post_id)
    if words.pictures:
        claim_pictures(f"post:{post_id}", words.pictures, actor)
    if number is None:
        record(PostHeld(post_id, thread.id, verdict.reason))
    else:
        appear(thread, Fresh(post_id, number, author_id, to, moment), words.mentions)
    return Placed(thread.id, thread.slug, post_id, number)


def _ask_gate(
    actor: Actor, category_id: int, title: str, words: Words, answers: frozenset[int], post_id: int | None = None
) -> gates.Verdict:
    verdict = gates.ask(gates.Draft("post", actor, f"category:{category_id}", title, words.source, post_id, answers))
    if verdict.outcome == "refuse":
        raise Refused(verdict.reason, "source")
    return verdict


def _rewrite(post: Post, thread: Thread, words: Words) -> None:
    post.source, post.html, post.excerpt, post.render_version = (
        words.source,
        words.html,
        words.excerpt,
        words.version,
    )
    if post.number == 1:
        thread.excerpt = words.excerpt


def _post_and_thread(post_id: int) -> tuple[Post, Thread]:
    """Lock a post and first its thread, before anything is decided, so that two who decide alike do it once."""
    post = db.session.get(Post, post_id)
    if post is None:
        raise grounds.no_post()
    thread = lock(Thread, post.thread_id)
    return lock(Post, post_id), thread


def _placed(post_id: int) -> Placed:
    post = db.session.get_one(Post, post_id)
    thread = db.session.get_one(Thread, post.thread_id)
    return Placed(thread.id, thread.slug, post.id, post.number)


def _author(actor: Actor) -> int:
    if actor.member_id is None:
        raise Refused(_("Sign in to take part."))
    return actor.member_id
