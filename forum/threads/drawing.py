"""Draws posts once for every kind of reader, and picks the drawings for one."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    """Draw the posts of a page for a reader, with long pauses and the reader's own place between them."""
    pieces: list[Markup] = []
    spoken = language()
    before: PostView | None = None
    for post in posts:
        if before is not None and post.published_at - before.published_at > LONG_PAUSE:
            pieces.append(_pause(post.published_at - before.published_at))
        if 0 < thread.read_to == post.number - 1 and actor.signed_in:
            pieces.append(_here())
        pieces.append(draw_post(thread, post, actor, spoken))
        before = post
    return joined(pieces)


def describe(thread: ThreadHead, posts: Sequence[PostView], page: int) -> Markup:
    """Describe a page to machines, as JSON that is safe inside a script element."""
    key = ("structured", thread.id, page, thread.version)
    return cache.versioned(key, lambda: htmlsafe_json_dumps(structured(thread, posts, absolute_url)))


def draw_post(thread: ThreadHead, post: PostView, actor: Actor, spoken: str) -> Markup:
    """Draw one post for a reader in a language; the same drawing serves every reader who stands alike."""
    stand = _stand(thread, post, actor)
    key = ("post", post.id, thread.version, spoken, stand)
    return cache.versioned(key, lambda: _draw(thread, post, stand))


def _stand(thread: ThreadHead, post: PostView, actor: Actor) -> Stand:
    ground, moderates = thread.ground, actor.moderates(thread.category_id)
    return Stand(
        signed_in=actor.signed_in,
        replies=actor.signed_in and policy.may_reply(actor, ground) is None,
        moderates=moderates,
        chooses=thread.kind == "question" and (moderates or actor.member_id == thread.author_id) and actor.signed_in,
        own=actor.member_id == post.author_id,
        liked=post.id in thread.liked,
    )


def _draw(thread: ThreadHead, post: PostView, stand: Stand) -> Markup:
    drawn: Markup = get_template_attribute("threads/_post.html", "draw")(thread, post, stand)
    return drawn


def _pause(length: timedelta) -> Markup:
    drawn: Markup = get_template_attribute("threads/_between.html", "pause")(format_timedelta(length, threshold=1.5))
    return drawn


def _here() -> Markup:
    drawn: Markup = get_template_attribute("threads/_between.html", "here")()
    return drawn
