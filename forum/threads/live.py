"""What open pages see of threads: posts, what stands around them, and rows of lists."""

from collections.abc import Hashable, Iterable

from flask import get_template_attribute
from flask_babel import gettext as _

from forum.brands.current import current_brand
from forum.core.access import Actor
from forum.core.furniture import fragment
from forum.core.markup import Markup
from forum.realtime.registry import Piece, Place, Touch, admits, draws, shows
from forum.threads import reading
from forum.threads.drawing import draw_alike, draw_own, draw_pause, stand_of
from forum.threads.events import (
    AnswerAccepted,
    AnswerWithdrawn,
    LikeWithdrawn,
    PostDeleted,
    PostEdited,
    PostLiked,
    PostPublished,
    PostRestored,
    ThreadClosed,
    ThreadMoved,
    ThreadPinned,
    ThreadReopened,
    ThreadRetagged,
    ThreadUnpinned,
)
from forum.threads.policy import may_reply
from forum.threads.reading import ThreadHead, address_of, page_links

Answered = AnswerAccepted | AnswerWithdrawn


@admits("thread", key="thread_id")
def admit(actor: Actor, thread_id: int) -> Hashable | None:
    """Whoever may read the thread may follow it."""
    thread = reading.head(actor, thread_id)
    return stand_of(thread, actor) if thread else None


@shows(PostPublished)
def published(fact: PostPublished) -> Iterable[Touch]:
    """A post appears, on its page and in every count."""
    yield _posts(fact.thread_id, {fact.post_id}, fact.author_id)
    yield _around(fact.thread_id)


@shows(PostEdited)
def edited(fact: PostEdited) -> Iterable[Touch]:
    """A post says something else; the first one may have given the thread another title."""
    yield _posts(fact.thread_id, {fact.post_id}, fact.editor_id)
    yield _around(fact.thread_id)


@shows(PostDeleted, PostRestored)
def deleted(fact: PostDeleted | PostRestored) -> Iterable[Touch]:
    """A post goes or is back; with the first one the thread goes from the sight of most."""
    yield _posts(fact.thread_id, {fact.post_id}, fact.by_id)
    yield Touch(kind="thread", id=fact.thread_id, name="around", unsettles=True)


@shows(PostLiked, LikeWithdrawn)
def liked(fact: PostLiked | LikeWithdrawn) -> Iterable[Touch]:
    """A heart counts one more or less."""
    yield _posts(fact.thread_id, {fact.post_id}, fact.member_id)


@shows(AnswerAccepted, AnswerWithdrawn)
def answered(fact: Answered) -> Iterable[Touch]:
    """The answer is marked; the one before it is no longer."""
    yield Touch(kind="thread", id=fact.thread_id, name="post")  # which one was the answer before, nobody says
    yield _around(fact.thread_id)


@shows(ThreadClosed, ThreadReopened, ThreadMoved, ThreadPinned, ThreadUnpinned, ThreadRetagged)
def steered(fact: ThreadClosed | ThreadReopened | ThreadMoved | ThreadPinned | ThreadRetagged) -> Iterable[Touch]:
    """A thread may be open to others now, or for other things."""
    yield Touch(kind="thread", id=fact.thread_id, name="around", unsettles=True)


@draws("thread", "post")
def draw_posts(place: Place) -> list[Piece]:
    """Draw posts as their page does."""
    thread = reading.head(place.actor, place.id, place.page)
    if thread is None:
        return []
    posts = reading.posts(thread, place.page)
    draw = draw_own if place.alone else draw_alike
    return [
        Piece(
            key=f"post-{post.number}",
            version=thread.version,
            html=draw(thread, post, place.actor),
            values={"number": post.number, "before": draw_pause(posts, index)},
            own=frozenset({post.author_id}),
        )
        for index, post in enumerate(posts)
        if place.wants(post.id)
    ]


@draws("thread", "around")
def draw_around(place: Place) -> list[Piece]:
    """Draw what stands around the posts: title and marks, the pages, the end of the thread."""
    thread = reading.head(place.actor, place.id, place.page)
    if thread is None:
        return []
    end = {
        "last": thread.last_number,
        "place": _("%(number)s of %(count)s", number="{number}", count=thread.last_number),
        "open": may_reply(place.actor, thread.ground) is None,
    }
    around = {"thread-top": _top(thread), "thread-pages": _pages(thread, place.page), "thread-closed": _closed(thread)}
    pieces = [Piece(key=key, version=thread.version, html=html) for key, html in around.items()]
    return [*pieces, Piece(key="thread-end", version=thread.version, values=end)]


def _top(thread: ThreadHead) -> Markup:
    drawn: Markup = get_template_attribute("threads/_top.html", "top")(thread)
    return drawn


def _pages(thread: ThreadHead, page: int) -> Markup:
    links = page_links(thread, page) if thread.pages > 1 else []
    return fragment(
        "threads/_part.html", part="pages", thread=thread, current=page, page_links=links, page_address=address_of
    )


def _closed(thread: ThreadHead) -> Markup:
    return fragment("threads/_part.html", part="closed", thread=thread, brand=current_brand())


def _posts(thread_id: int, ids: set[int], *own: int | None) -> Touch:
    mine = frozenset(member_id for member_id in own if member_id is not None)
    return Touch(kind="thread", id=thread_id, name="post", ids=frozenset(ids), own=mine)


def _around(thread_id: int) -> Touch:
    return Touch(kind="thread", id=thread_id, name="around")
