"""What members earn points for in threads."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, func, select

from forum.core.db import Statement, read
from forum.members.models import Member
from forum.points.registry import Earned, Touch, earns
from forum.threads import events as e
from forum.threads.models import Deletion, Post, Reaction, Thread

_ids: Any = bindparam("ids", expanding=True)
_STARTED: Statement = (
    select(
        Thread.id, Thread.author_id, Thread.category_id, Thread.published_at,
        func.length(Post.source).label("letters"),
    )
    .join(Post, (Post.thread_id == Thread.id) & (Post.number == 1))
    .where(Thread.id.in_(_ids), Thread.published_at.is_not(None))
)  # fmt: skip
_stands = (Post.number.is_not(None), Deletion.post_id.is_(None))
_WRITTEN: Statement = (
    select(
        Post.id, Post.author_id, Post.published_at, Post.created_at, Thread.category_id,
        func.length(Post.source).label("letters"),
    )
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(Post.id.in_(_ids), Post.number > 1, *_stands)
)  # fmt: skip
_LIKES: Statement = (
    select(
        Reaction.post_id, Reaction.member_id, Reaction.made_at, Post.author_id, Thread.category_id,
        Member.created_at.label("joined_at"),
    )
    .join(Post, Post.id == Reaction.post_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Member, Member.id == Reaction.member_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(Reaction.post_id.in_(_ids), Reaction.kind == "like", Reaction.member_id != Post.author_id, *_stands)
)  # fmt: skip
_LIKES_BY = _LIKES.where(Reaction.member_id.in_(bindparam("people", expanding=True)))
_ANSWERED: Statement = (
    select(
        Thread.id, Thread.author_id.label("asker_id"), Post.author_id, Post.created_at, Thread.category_id,
        func.length(Post.source).label("letters"),
    )
    .join(Post, Post.id == Thread.answer_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(
        Thread.id.in_(_ids), Thread.published_at.is_not(None), Post.author_id != Thread.author_id, *_stands
    )
)  # fmt: skip
_IN_THREAD = select(Post.id).where(Post.thread_id == bindparam("thread_id"))
LETTERS = _l("Letters")


def _thread(fact: Any) -> list[Touch]:
    return [Touch(fact.thread_id)]


def _post(fact: Any) -> list[Touch]:
    return [Touch(fact.post_id)]


def _like(fact: e.PostLiked | e.LikeWithdrawn) -> list[Touch]:
    return [Touch(fact.post_id, fact.member_id)]


def _all_posts(fact: e.ThreadMoved) -> list[Touch]:
    return [Touch(each) for each in read().scalars(_IN_THREAD, {"thread_id": fact.thread_id})]


_OF_POSTS = {e.PostDeleted: _post, e.PostRestored: _post, e.ThreadMoved: _all_posts}
_OF_LIKES = {e.PostLiked: _like, e.LikeWithdrawn: _like, **_OF_POSTS}
_OF_THREADS = {e.PostDeleted: _thread, e.PostRestored: _thread, e.PostEdited: _thread, e.ThreadMoved: _thread}
_OF_ANSWERS = {e.AnswerAccepted: _thread, e.AnswerWithdrawn: _thread, **_OF_THREADS}


@earns(
    "thread_started",
    label=_l("A thread started"),
    cause="thread",
    walks=Thread.id,
    measures={"letters": LETTERS},
    moved_by={e.ThreadStarted: _thread, **_OF_THREADS},
    terms={"points": 3, "fade": [2, 50], "cap": 15},
)
def threads_started(touches: Sequence[Touch]) -> Iterable[Earned]:
    """List threads that are there."""
    for row in read().execute(_STARTED, {"ids": [touch.id for touch in touches]}):
        yield Earned(
            cause_id=row.id, member_id=row.author_id, happened_at=row.published_at, worth={"letters": row.letters},
            place=f"category:{row.category_id}",
        )  # fmt: skip


@earns(
    "reply_written",
    label=_l("A reply"),
    cause="post",
    walks=Post.id,
    measures={"letters": LETTERS},
    moved_by={e.PostPublished: _post, e.PostEdited: _post, **_OF_POSTS},
    terms={"points": 2, "when": [["letters", "least", 20]], "fade": [5, 50], "cap": 20},
)
def replies_written(touches: Sequence[Touch]) -> Iterable[Earned]:
    """List replies that are there."""
    for row in read().execute(_WRITTEN, {"ids": [touch.id for touch in touches]}):
        yield Earned(
            cause_id=row.id, member_id=row.author_id, happened_at=row.published_at or row.created_at,
            worth={"letters": row.letters}, place=f"category:{row.category_id}",
        )  # fmt: skip


@earns(
    "like_received",
    label=_l("A like received"),
    cause="post",
    walks=Post.id,
    by_others=True,
    measures={"giver_days": _l("Days since who likes it joined")},
    moved_by=_OF_LIKES,
    terms={"points": 2, "giver": [2, 50], "mutual": 25, "cap": 40},
)
def likes_received(touches: Sequence[Touch]) -> Iterable[Earned]:
    """List likes that posts have, for whoever wrote these."""
    for row in _likes(touches):
        yield Earned(
            cause_id=row.post_id, member_id=row.author_id, from_member_id=row.member_id, happened_at=row.made_at,
            worth={"giver_days": max((row.made_at - row.joined_at).days, 0)}, place=f"category:{row.category_id}",
        )  # fmt: skip


@earns(
    "like_given",
    label=_l("A like given"),
    cause="post",
    walks=Post.id,
    moved_by=_OF_LIKES,
    terms={"points": 1, "giver": [1, 0], "cap": 3},
)
def likes_given(touches: Sequence[Touch]) -> Iterable[Earned]:
    """List likes that posts have, for whoever gave them: many for one author are worth no more than one."""
    for row in _likes(touches):
        yield Earned(
            cause_id=row.post_id, member_id=row.member_id, from_member_id=row.author_id, happened_at=row.made_at,
            place=f"category:{row.category_id}",
        )  # fmt: skip


@earns(
    "answer_accepted",
    label=_l("A reply chosen as the answer"),
    cause="thread",
    walks=Thread.id,
    by_others=True,
    measures={"letters": LETTERS},
    moved_by=_OF_ANSWERS,
    terms={"points": 15, "giver": [2, 50], "mutual": 25, "cap": 90},
)
def answers_accepted(touches: Sequence[Touch]) -> Iterable[Earned]:
    """List answers that were chosen, for whoever gave them; one's own answer is none."""
    for touch, row in _answers(touches):
        yield Earned(
            cause_id=row.id, member_id=row.author_id, from_member_id=row.asker_id, worth={"letters": row.letters},
            happened_at=touch.at or row.created_at, place=f"category:{row.category_id}",
        )  # fmt: skip


@earns(
    "answer_chosen",
    label=_l("An answer chosen to one’s own question"),
    cause="thread",
    walks=Thread.id,
    moved_by=_OF_ANSWERS,
    terms={"points": 2, "cap": 6},
)
def answers_chosen(touches: Sequence[Touch]) -> Iterable[Earned]:
    """List answers that were chosen, for whoever asked."""
    for touch, row in _answers(touches):
        yield Earned(
            cause_id=row.id, member_id=row.asker_id, happened_at=touch.at or row.created_at,
            place=f"category:{row.category_id}",
        )  # fmt: skip


def _likes(touches: Sequence[Touch]) -> Iterable[Any]:
    whole = {touch.id for touch in touches if not touch.by}
    parts = {(touch.id, touch.by) for touch in touches if touch.by and touch.id not in whole}
    if whole:
        yield from read().execute(_LIKES, {"ids": sorted(whole)})
    if parts:
        given = {"ids": sorted({one for one, _by in parts}), "people": sorted({by for _one, by in parts})}
        yield from (row for row in read().execute(_LIKES_BY, given) if (row.post_id, row.member_id) in parts)


def _answers(touches: Sequence[Touch]) -> Iterable[tuple[Touch, Any]]:
    by_id = {touch.id: touch for touch in touches}
    for row in read().execute(_ANSWERED, {"ids": list(by_id)}):
        yield by_id[row.id], row
