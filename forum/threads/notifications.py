"""Who is told of what happens in threads."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from forum.core.events import on
from forum.notifications.hushing import hush_place
from forum.notifications.levels import FOLLOW, WATCH
from forum.notifications.registry import Kind, News, Withdrawal, kind, ladder, land, recommends, tells, unfolds
from forum.threads import places
from forum.threads.events import (
    AnswerAccepted,
    AnswerWithdrawn,
    LikeWithdrawn,
    PostDeleted,
    PostEdited,
    PostLiked,
    PostPublished,
    ThreadMoved,
)
from forum.threads.words import prepare


def _say_replies(who: str, count: int) -> str:
    if count == 1:
        return _("%(who)s replied", who=who)
    return ngettext(
        "%(num)s new reply, the last by %(who)s", "%(num)s new replies, the last by %(who)s", count, who=who
    )


MENTION = kind(
    Kind(
        "mention",
        "at-sign",
        lazy_gettext("Somebody mentions you"),
        lambda who, _count: _("%(who)s mentioned you", who=who),
    )
)
QUOTE = kind(
    Kind(
        "quote",
        "text-quote",
        lazy_gettext("Somebody quotes you"),
        lambda who, _count: _("%(who)s quoted you", who=who),
    )
)
REPLY = kind(
    Kind(
        "reply",
        "reply",
        lazy_gettext("Somebody replies to your post"),
        lambda who, _count: _("%(who)s replied to you", who=who),
    )
)
ANSWER = kind(
    Kind(
        "answer",
        "badge-check",
        lazy_gettext("Your post is chosen as the answer"),
        lambda who, _count: _("%(who)s chose your post as the answer", who=who),
    )
)
SOLVED = kind(
    Kind(
        "solved",
        "circle-check",
        lazy_gettext("A question you follow is answered"),
        lambda who, _count: _("%(who)s chose an answer", who=who),
        crowd=frozenset({WATCH, FOLLOW}),
        mail="digest",
    )
)
POST = kind(
    Kind(
        "post",
        "message-circle",
        lazy_gettext("Somebody writes in a thread you watch"),
        _say_replies,
        crowd=frozenset({WATCH}),
        folds="place",
        quotes=False,
    )
)
THREAD = kind(
    Kind(
        "thread",
        "messages-square",
        lazy_gettext("A thread is started where you watch or follow"),
        lambda who, _count: _("%(who)s started a thread", who=who),
        crowd=frozenset({WATCH, FOLLOW}),
    )
)
LIKE = kind(
    Kind(
        "like",
        "heart",
        lazy_gettext("People like your post"),
        lambda who, count: ngettext("%(who)s likes your post", "%(who)s like your post", count, who=who),
        folds="people",
        mail="digest",
    )
)

land("post")(places.see_posts)
land("thread")(places.see_threads)
land("tag")(places.see_tags)
ladder("thread")(places.around_thread)
unfolds("thread")(places.tell_one_by_one)
recommends(places.recommend)


@tells(PostPublished)
def tell_of_post(event: PostPublished) -> News | None:
    """Tell whom a post names, quotes and answers, and whoever follows its place."""
    post = places.spoken(event.post_id)
    if post is None:
        return None
    first = post.number == 1
    return _news(
        post,
        post.author_id,
        to={
            MENTION.name: event.mentions,
            QUOTE.name: places.quoted_authors(post.source),
            REPLY.name: [post.replied_id] if post.replied_id is not None else [],
        },
        crowd=THREAD.name if first else POST.name,
        # whoever started it once more: the first post may be told after this one
        joined={post.author_id: "reply", post.thread_author_id: "start"},
    )


@tells(PostEdited)
def tell_of_edit(event: PostEdited) -> News | None:
    """Tell those whom only the new words of a post name or quote."""
    post = places.spoken(event.post_id)
    if post is None:
        return None
    named, quoted = prepare(post.source).mentions, places.quoted_authors(post.source)
    if not named and not quoted:
        return None
    return _news(
        post, post.author_id, to={MENTION.name: list(named), QUOTE.name: quoted, REPLY.name: [], THREAD.name: []}
    )


@tells(PostLiked)
def tell_of_like(event: PostLiked) -> News | None:
    """Tell the author that somebody likes the post."""
    post = places.spoken(event.post_id)
    return _news(post, event.member_id, to={LIKE.name: [post.author_id]}) if post else None


@tells(LikeWithdrawn)
def forget_like(event: LikeWithdrawn) -> Withdrawal:
    """Count one less who likes the post."""
    return Withdrawal(f"post:{event.post_id}", (LIKE.name,), event.member_id)


@tells(AnswerAccepted)
def tell_of_answer(event: AnswerAccepted) -> News | None:
    """Tell the author of the answer, and whoever follows the question."""
    post = places.spoken(event.post_id)
    return _news(post, event.by_id, to={ANSWER.name: [post.author_id]}, crowd=SOLVED.name) if post else None


@tells(AnswerWithdrawn)
def forget_answer(event: AnswerWithdrawn) -> Withdrawal:
    """Say nothing more of an answer that is none."""
    return Withdrawal(f"post:{event.post_id}", (ANSWER.name, SOLVED.name))


@tells(PostDeleted)
def forget_post(event: PostDeleted) -> Withdrawal:
    """Say nothing more of a post that is gone."""
    return Withdrawal(f"post:{event.post_id}")


@on(PostDeleted)
def look_at_thread(event: PostDeleted) -> None:
    """Count no longer what is told of a thread that went with its first post."""
    hush_place(f"thread:{event.thread_id}")


@on(ThreadMoved)
def look_at_moved(event: ThreadMoved) -> None:
    """Count no longer what is told of a thread to those who may not see it where it is now."""
    hush_place(f"thread:{event.thread_id}")


def _news(
    post: places.Spoken,
    actor_id: int | None,
    *,
    to: dict[str, list[int]],
    crowd: str | None = None,
    joined: dict[int, str] | None = None,
) -> News:
    return News(
        subject=f"post:{post.id}",
        place=f"thread:{post.thread_id}",
        actor_id=actor_id,
        audiences=post.audiences,
        to=to,
        crowd=crowd,
        ladder=post.ladder,
        number=post.number,
        joined=joined or {},
    )
