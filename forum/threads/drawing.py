"""Draws posts once for every kind of reader, and picks the drawings for one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from flask import get_template_attribute
from flask_babel import format_timedelta
from jinja2.utils import htmlsafe_json_dumps

from forum.brands.current import absolute_url
from forum.core.access import Actor
from forum.core.cache import cache
from forum.core.i18n import language
from forum.core.markup import Markup, joined
from forum.threads import policy
from forum.threads.reading import PostView, ThreadHead
from forum.threads.structured import structured

LONG_PAUSE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Stand:
    """All that can make one reader's drawing of a post differ from another's."""

    signed_in: bool
    replies: bool
    moderates: bool
    chooses: bool
    """May choose the answer."""
    own: bool
    liked: bool


def draw(thread: ThreadHead, posts: Sequence[PostView], actor: Actor) -> Markup:
    """Draw the posts of a page for a reader, with long pauses and the reader's own place between them.

    Whoever wrote or liked nothing here, and stopped reading elsewhere, is shown the same as all who stand alike.
    """
    spoken, stand = language(), stand_of(thread, actor)
    if not posts or _is_marked(thread, posts, actor):
        return _draw_all(thread, posts, actor, stand, spoken)
    key = ("page", thread.id, posts[0].number, thread.version, spoken, stand)
    return cache.versioned(key, lambda: _draw_all(thread, posts, actor, stand, spoken))


def draw_alike(thread: ThreadHead, post: PostView, actor: Actor) -> Markup:
    """Draw one post for all who stand like this reader and have no mark on it."""
    return _draw_post(thread, post, stand_of(thread, actor), language())


def draw_own(thread: ThreadHead, post: PostView, actor: Actor) -> Markup:
    """Draw one post for this very reader."""
    own, liked = post.author_id == actor.member_id, post.id in thread.liked
    return _draw_post(thread, post, replace(stand_of(thread, actor), own=own, liked=liked), language())


def draw_pause(posts: Sequence[PostView], index: int) -> Markup:
    """Draw the long pause before a post, if there was one."""
    pause = posts[index].published_at - posts[index - 1].published_at if index else LONG_PAUSE
    return _pause(pause) if pause > LONG_PAUSE else Markup("")


def stand_of(thread: ThreadHead, actor: Actor) -> Stand:
    """Tell how a reader stands to the posts of others."""
    moderates = actor.moderates(thread.category_id)
    return Stand(
        signed_in=actor.signed_in,
        replies=actor.signed_in and policy.may_reply(actor, thread.ground) is None,
        moderates=moderates,
        chooses=thread.kind == "question"
        and actor.signed_in
        and (moderates or actor.member_id == thread.author_id or policy.trusted_to_accept(actor)),
        own=False,
        liked=False,
    )


def describe(thread: ThreadHead, posts: Sequence[PostView], page: int) -> Markup:
    """Describe a page to machines, as JSON that is safe inside a script element."""
    key = ("structured", thread.id, page, thread.version)
    return cache.versioned(key, lambda: htmlsafe_json_dumps(structured(thread, posts, absolute_url)))


def _is_marked(thread: ThreadHead, posts: Sequence[PostView], actor: Actor) -> bool:
    """Tell whether something on the page is this reader's own."""
    if not actor.signed_in:
        return False
    stopped_here = posts[0].number <= thread.read_to + 1 <= posts[-1].number
    return bool(thread.liked) or stopped_here or any(post.author_id == actor.member_id for post in posts)


def _draw_all(thread: ThreadHead, posts: Sequence[PostView], actor: Actor, stand: Stand, spoken: str) -> Markup:
    pieces: list[Markup] = []
    before: PostView | None = None
    for post in posts:
        if before is not None and post.published_at - before.published_at > LONG_PAUSE:
            pieces.append(_pause(post.published_at - before.published_at))
        if 0 < thread.read_to == post.number - 1 and actor.signed_in:
            pieces.append(_here())
        own, liked = post.author_id == actor.member_id, post.id in thread.liked
        pieces.append(_draw_post(thread, post, replace(stand, own=own, liked=liked) if own or liked else stand, spoken))
        before = post
    return joined(pieces)


def _draw_post(thread: ThreadHead, post: PostView, stand: Stand, spoken: str) -> Markup:
    """Draw one post in a language; the same drawing serves every reader who stands alike."""
    key = ("post", post.id, thread.version, spoken, stand)
    return cache.versioned(key, lambda: _draw(thread, post, stand))


def _draw(thread: ThreadHead, post: PostView, stand: Stand) -> Markup:
    drawn: Markup = get_template_attribute("threads/_post.html", "draw")(thread, post, stand)
    return drawn


def _pause(length: timedelta) -> Markup:
    drawn: Markup = get_template_attribute("threads/_between.html", "pause")(format_timedelta(length, threshold=1.5))
    return drawn


def _here() -> Markup:
    drawn: Markup = get_template_attribute("threads/_between.html", "here")()
    return drawn
