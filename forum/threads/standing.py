"""What threads count for trust: what members read, where they spoke, likes given and received, answers; and rights."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext, ngettext
from sqlalchemy import distinct, func, select

from forum.core.db import Statement, read
from forum.threads.models import Deletion, Post, Reaction, ReadingDay, ReadMark, Thread
from forum.trust.registry import Counter, counts

ENTERED, READ = func.count(), func.sum(ReadMark.number)


def _tally(statement: Statement) -> dict[int, int]:
    return {row[0]: int(row[1]) for row in read().execute(statement) if row[0] is not None and row[1]}


def _reading(what: Any, column: Any) -> Counter:
    """Count what was read: all there is now, less what there was when the days began."""

    def count(ids: Sequence[int], since: datetime | None) -> Mapping[int, int]:
        mine = select(ReadMark.member_id, what).where(ReadMark.member_id.in_(ids)).group_by(ReadMark.member_id)
        found = _tally(mine)
        if since is None:
            return found
        before = _tally(
            select(ReadingDay.member_id, func.max(column))
            .where(ReadingDay.member_id.in_(ids), ReadingDay.day < since.date())
            .group_by(ReadingDay.member_id)
        )
        return {member_id: max(0, n - before.get(member_id, 0)) for member_id, n in found.items()}

    return count


def _new_threads(since: datetime | None) -> int:
    statement = select(func.count()).select_from(Thread).where(Thread.published_at.is_not(None))
    return read().scalar(statement if since is None else statement.where(Thread.published_at >= since)) or 0


def _new_posts(since: datetime | None) -> int:
    statement = select(func.count()).select_from(Post).where(Post.published_at.is_not(None))
    return read().scalar(statement if since is None else statement.where(Post.published_at >= since)) or 0


def _enter(n: int) -> str:
    return ngettext("read %(num)s more thread", "read %(num)s more threads", n)


def _read_posts(n: int) -> str:
    return ngettext("read %(num)s more post", "read %(num)s more posts", n)


_entered, _posts = _reading(ENTERED, ReadingDay.threads), _reading(READ, ReadingDay.posts)
counts("threads_entered", lazy_gettext("Threads read"), _enter, total=_new_threads, order=20)(_entered)
counts("posts_read", lazy_gettext("Posts read"), _read_posts, total=_new_posts, order=30)(_posts)
counts("threads_ever", lazy_gettext("Threads read since joining"), _enter, total=_new_threads, order=34)(_entered)
counts("posts_ever", lazy_gettext("Posts read since joining"), _read_posts, total=_new_posts, order=36)(_posts)


@counts(
    "threads_replied",
    lazy_gettext("Others' threads replied in"),
    lambda n: ngettext("reply in %(num)s more thread of others", "reply in %(num)s more threads of others", n),
    order=50,
)
def replied(ids: Sequence[int], since: datetime | None) -> Mapping[int, int]:
    """Count the threads of others in which members replied, as far as their posts stand."""
    statement = (
        select(Post.author_id, func.count(distinct(Post.thread_id)))
        .join(Thread, Thread.id == Post.thread_id)
        .where(Post.author_id.in_(ids), Thread.author_id != Post.author_id, *_stands(since))
    )
    return _tally(statement.group_by(Post.author_id))


@counts(
    "likes_given",
    lazy_gettext("Likes given"),
    lambda n: ngettext("like %(num)s more post", "like %(num)s more posts", n),
    order=60,
)
def gave(ids: Sequence[int], since: datetime | None) -> Mapping[int, int]:
    """Count the likes that members gave."""
    statement = select(Reaction.member_id, func.count()).where(Reaction.member_id.in_(ids), *_liked(since))
    return _tally(statement.group_by(Reaction.member_id))


def _received(what: Any) -> Counter:
    """Count something of the likes that members received from others, for posts that stand."""

    def count(ids: Sequence[int], since: datetime | None) -> Mapping[int, int]:
        statement = (
            select(Post.author_id, what)
            .join(Reaction, Reaction.post_id == Post.id)
            .where(Post.author_id.in_(ids), Reaction.member_id.is_not(None), *_liked(since), *_stands(None))
        )
        return _tally(statement.group_by(Post.author_id))

    return count


counts(
    "likes_received",
    lazy_gettext("Likes received"),
    lambda n: ngettext("%(num)s more like for what you write", "%(num)s more likes for what you write", n),
    order=70,
)(_received(func.count()))
counts(
    "like_days",
    lazy_gettext("Days on which likes came"),
    lambda n: ngettext("likes on %(num)s more day", "likes on %(num)s more days", n),
    order=72,
)(_received(func.count(distinct(func.date(Reaction.made_at)))))
counts(
    "likers",
    lazy_gettext("People who liked their posts"),
    lambda n: ngettext("a like of %(num)s more person", "likes of %(num)s more people", n),
    order=74,
)(_received(func.count(distinct(Reaction.member_id))))


@counts(
    "answers",
    lazy_gettext("Accepted answers"),
    lambda n: ngettext("%(num)s more accepted answer", "%(num)s more accepted answers", n),
    order=80,
)
def answered(ids: Sequence[int], since: datetime | None) -> Mapping[int, int]:
    """Count the answers of members that others' questions have."""
    statement = (
        select(Post.author_id, func.count())
        .join(Thread, Thread.answer_id == Post.id)
        .where(Post.author_id.in_(ids), Thread.author_id != Post.author_id, *_stands(since))
    )
    return _tally(statement.group_by(Post.author_id))


def _stands(since: datetime | None) -> list[Any]:
    """Say of a post that it is there to be seen: published, not deleted."""
    gone = select(Deletion.post_id).where(Deletion.post_id == Post.id).exists()
    said: list[Any] = [Post.published_at.is_not(None), ~gone]
    return said if since is None else [*said, Post.published_at >= since]


def _liked(since: datetime | None) -> list[Any]:
    said: list[Any] = [Reaction.kind == "like"]
    return said if since is None else [*said, Reaction.made_at >= since]
