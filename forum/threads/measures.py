"""What is counted of those who write: for badges."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import aliased

from forum.badges.registry import authors, concerns, counts, measure
from forum.core.db import Statement, read
from forum.threads import rhythm
from forum.threads.events import AnswerAccepted, PostEdited, PostLiked, PostPublished, PostRestored, ThreadStarted
from forum.threads.models import Deletion, Edit, Post, Reaction, Thread

WRITTEN = (PostPublished, PostRestored)
LIVELY = 10
"""From so many replies on, a talk lives."""

_first = aliased(Post)
_gone = select(Deletion.post_id).where(Deletion.post_id == Post.id).exists()
_there = (Post.number.is_not(None), ~_gone)
_opened = and_(
    Thread.published_at.is_not(None),
    ~select(Deletion.post_id)
    .join(_first, _first.id == Deletion.post_id)
    .where(_first.thread_id == Thread.id, _first.number == 1)
    .exists(),
)
_posts: Statement = select(Post.author_id, func.count()).where(*_there)
_replies = _posts.where(Post.number > 1)
_threads: Statement = select(Thread.author_id, func.count()).where(_opened)
_answers: Statement = (
    select(Post.author_id, func.count())
    .join(Thread, and_(Thread.id == Post.thread_id, Thread.answer_id == Post.id))
    .where(*_there)
)
_of_others = Thread.author_id != Post.author_id
_likes: Statement = select(Post.author_id, func.count()).join(Reaction, Reaction.post_id == Post.id).where(*_there)
_given: Statement = select(Reaction.member_id, func.count()).where(Reaction.kind == "like")
_edited_others: Statement = (
    select(Edit.editor_id, func.count()).join(Post, Post.id == Edit.post_id).where(Edit.editor_id != Post.author_id)
)
_welcomes: Statement = (
    select(Post.author_id, func.count())
    .join(Thread, Thread.id == Post.thread_id)
    .where(*_there, Post.number == 2, _of_others)
)
_helped: Statement = (
    select(Post.author_id, func.count(func.distinct(Thread.author_id)))
    .join(Thread, and_(Thread.id == Post.thread_id, Thread.answer_id == Post.id))
    .where(*_there, _of_others)
)
_places: Statement = (
    select(Post.author_id, func.count(func.distinct(Thread.category_id)))
    .join(Thread, Thread.id == Post.thread_id)
    .where(*_there)
)
_likes_ever: Statement = select(Post.author_id, func.sum(Post.like_count)).where(*_there)


def _by_author(
    key: str, label: Any, moved_by: Sequence[type[Any]], statement: Statement, *, windowed: bool = True
) -> None:
    counter = counts(statement, Post.author_id, Post.published_at)
    measure(key, label, moved_by=moved_by, windowed=windowed)(counter)


def _by_starter(key: str, label: Any, moved_by: Sequence[type[Any]], statement: Statement) -> None:
    measure(key, label, moved_by=moved_by, windowed=True)(counts(statement, Thread.author_id, Thread.published_at))


_by_author("posts", _l("Posts"), WRITTEN, _posts)
_by_author("replies", _l("Replies"), WRITTEN, _replies)
_by_author("first_replies", _l("First to reply"), WRITTEN, _welcomes)
_by_author("liked_posts", _l("Posts with a like"), (PostLiked,), _posts.where(Post.like_count >= 1))
_by_author("loved_posts", _l("Posts with 5 likes"), (PostLiked,), _posts.where(Post.like_count >= 5))
_by_author("liked_replies", _l("Replies with a like"), (PostLiked,), _replies.where(Post.like_count >= 1))
_by_author("answers", _l("Accepted answers"), (AnswerAccepted,), _answers)
_by_author("answers_to_others", _l("Accepted answers to others"), (AnswerAccepted,), _answers.where(_of_others))
_by_author("people_helped", _l("People helped by an accepted answer"), (AnswerAccepted,), _helped)
_by_author("places", _l("Categories written in"), WRITTEN, _places)
_by_starter("threads", _l("Threads started"), (ThreadStarted, PostRestored), _threads)
_by_starter(
    "lively_threads", _l("Threads with 10 replies"), WRITTEN, _threads.where(Thread.post_count > LIVELY)
)  # fmt: skip
_by_starter("answered_questions", _l("Questions with an accepted answer"), (AnswerAccepted,),
            _threads.where(Thread.answer_id.is_not(None)))  # fmt: skip
_of_threads: Statement = (
    select(Thread.author_id, func.count())
    .join(Post, and_(Post.thread_id == Thread.id, Post.number == 1))
    .where(_opened)
)
_by_starter("liked_threads", _l("Threads with a like"), (PostLiked,), _of_threads.where(Post.like_count >= 1))
measure("likes_lately", _l("Likes received, by when they were given"), moved_by=(PostLiked,), windowed=True)(
    counts(_likes, Post.author_id, Reaction.made_at)
)
measure("likes", _l("Likes received"), moved_by=(PostLiked,))(counts(_likes_ever, Post.author_id))
measure("likes_given", _l("Likes given"), moved_by=(PostLiked,), windowed=True)(
    counts(_given, Reaction.member_id, Reaction.made_at)
)
measure("edits_of_others", _l("Posts of others edited"), moved_by=(PostEdited,), windowed=True)(
    counts(_edited_others, Edit.editor_id, Edit.made_at)
)
measure("edits", _l("Edits"), moved_by=(PostEdited,), windowed=True)(
    counts(select(Edit.editor_id, func.count()), Edit.editor_id, Edit.made_at)
)

_seen: Statement = select(Post.id, Post.like_count).where(*_there)
_with_thread = select(Post.id, Thread.post_count - 1).join(Thread, Thread.id == Post.thread_id)
_is_answer = select(Post.id, func.count()).join(Thread, Thread.answer_id == Post.id).where(*_there)
measure("post_likes", _l("Likes of the post"), of="post", moved_by=(PostLiked,))(counts(_seen, Post.id))
measure("post_replies", _l("Replies to the post"), of="post", moved_by=WRITTEN)(
    counts(select(Post.id, Post.reply_count).where(*_there), Post.id)
)
measure("thread_replies", _l("Replies in the thread it opens"), of="post", moved_by=WRITTEN)(
    counts(_with_thread.where(*_there, Post.number == 1), Post.id)
)
measure("post_opens", _l("Opens a thread"), of="post", most=1)(
    counts(select(Post.id, func.count()).where(*_there, Post.number == 1), Post.id)
)
measure("post_is_reply", _l("Is a reply"), of="post", most=1)(
    counts(select(Post.id, func.count()).where(*_there, Post.number > 1), Post.id)
)
measure("post_is_answer", _l("Is the accepted answer"), of="post", most=1, moved_by=(AnswerAccepted,))(
    counts(_is_answer, Post.id)
)
measure("post_to_others", _l("Stands in somebody else's thread"), of="post", most=1)(
    counts(select(Post.id, func.count()).join(Thread, Thread.id == Post.thread_id).where(*_there, _of_others), Post.id)
)

measure("post_days_after", _l("Days between the thread's beginning and the reply"), of="post")(rhythm.days_after)
for key, label, reckon in (
    ("active_days", _l("Days with a post"), rhythm.active_days),
    ("streak", _l("Days in a row with a post"), rhythm.streak),
    ("late_posts", _l("Posts between midnight and four"), rhythm.between(0, 4)),
    ("early_posts", _l("Posts between five and seven in the morning"), rhythm.between(5, 7)),
):
    measure(key, label, daily=rhythm.wrote_since, windowed=True)(rhythm.by_own_clock(reckon))

_ids: Any = bindparam("ids", expanding=True)
_AUTHORS: Statement = select(Post.id, Post.author_id).where(Post.id.in_(_ids), *_there)
_CONCERNED: Statement = select(Post.author_id).where(Post.id.in_(_ids))
_STARTERS: Statement = select(Thread.author_id).where(Thread.id.in_(_ids))
_OPENERS: Statement = select(Post.id).where(Post.thread_id.in_(_ids), Post.number == 1)
_REPLIED: Statement = (
    select(_first.id)
    .join(Post, and_(Post.thread_id == _first.thread_id, Post.reply_to == _first.number))
    .where(Post.id.in_(_ids))
)


@authors("post")
def authors_of_posts(post_ids: Sequence[int]) -> Mapping[int, int]:
    """Tell whose posts these are, of those that are there to be seen."""
    return {row.id: row.author_id for row in read().execute(_AUTHORS, {"ids": list(post_ids)})}


@concerns(ThreadStarted)
def starters(facts: Sequence[ThreadStarted]) -> Iterable[int]:
    """Whoever starts a thread."""
    return {fact.author_id for fact in facts}


@concerns(PostPublished)
def writers(facts: Sequence[PostPublished]) -> Iterable[int]:
    """Whoever writes, and whose thread it is."""
    return {fact.author_id for fact in facts} | _found(_STARTERS, {fact.thread_id for fact in facts if fact.number > 1})


@concerns(PostRestored, AnswerAccepted)
def writers_and_starters(facts: Sequence[PostRestored | AnswerAccepted]) -> Iterable[int]:
    """Whose post it is, and whose thread."""
    wrote = _found(_CONCERNED, {fact.post_id for fact in facts})
    return wrote | _found(_STARTERS, {fact.thread_id for fact in facts})


@concerns(PostLiked)
def liked(facts: Sequence[PostLiked]) -> Iterable[int]:
    """Whose post is liked, and who likes it."""
    return {fact.member_id for fact in facts} | _found(_CONCERNED, {fact.post_id for fact in facts})


@concerns(PostEdited)
def editors(facts: Sequence[PostEdited]) -> Iterable[int]:
    """Whoever edits."""
    return {fact.editor_id for fact in facts if fact.editor_id is not None}


@concerns(PostLiked, AnswerAccepted, of="post")
def the_post(facts: Sequence[PostLiked | AnswerAccepted]) -> Iterable[int]:
    """Name the posts themselves."""
    return {fact.post_id for fact in facts}


@concerns(PostPublished, PostRestored, of="post")
def post_and_above(facts: Sequence[PostPublished | PostRestored]) -> Iterable[int]:
    """Name the posts that have a reply more: the one replied to, and the one that opens the thread."""
    opened = _found(_OPENERS, {fact.thread_id for fact in facts})
    return opened | _found(_REPLIED, {fact.post_id for fact in facts})


def _found(statement: Statement, ids: set[int]) -> set[int]:
    return set(read().scalars(statement, {"ids": sorted(ids)})) if ids else set()
