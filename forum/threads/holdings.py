"""What threads hold of people: what they wrote, liked, read and began to write."""

from sqlalchemy import String, cast, delete, select, update

from forum.core.access import HOUSE
from forum.core.db import db, read, write
from forum.core.personal import Holding, Person, Rows, Wish, holds, holds_nobody, plain
from forum.search.jobs import changed
from forum.threads import actions
from forum.threads.forgetting import blank_posts, blank_titles, rename_mentions
from forum.threads.models import (
    Closure,
    Deletion,
    DraftText,
    Edit,
    HiddenTitle,
    Pin,
    Post,
    Reaction,
    ReadingDay,
    ReadMark,
    Thread,
)  # fmt: skip

TABLES = (Thread, Post, Edit, Deletion, Closure, Pin, Reaction, ReadMark, ReadingDay, DraftText, HiddenTitle)


def give(person: Person) -> Rows:
    """Give all they wrote, with what it said before, and what they liked, read and did not send."""
    me = person.member_id
    mine = select(Post.id).where(Post.author_id == me)
    liked = (Reaction.post_id, Reaction.thread_id, Reaction.number, Reaction.kind, Reaction.made_at)
    wrote = (Post.id, Post.thread_id, Post.number, Post.reply_to, Post.source, Post.created_at, Post.edited_at)
    began = (Thread.id, Thread.category_id, Thread.kind, Thread.title, Thread.slug, Thread.tags, Thread.created_at)
    return {
        "threads": plain(select(*began).where(Thread.author_id == me).order_by(Thread.id)),
        "posts": plain(select(*wrote).where(Post.author_id == me).order_by(Post.id)),
        "earlier_versions": plain(
            select(Edit.post_id, Edit.source, Edit.title, Edit.made_at).where(Edit.post_id.in_(mine)).order_by(Edit.id)
        ),
        "deletions": plain(
            select(Deletion.post_id, Deletion.reason, Deletion.made_at).where(Deletion.post_id.in_(mine))
        ),
        "likes": plain(select(*liked).where(Reaction.member_id == me).order_by(Reaction.id)),
        "read": plain(select(ReadMark.thread_id, ReadMark.number).where(ReadMark.member_id == me)),
        "read_by_day": plain(
            select(cast(ReadingDay.day, String).label("day"), ReadingDay.threads, ReadingDay.posts).where(
                ReadingDay.member_id == me
            )
        ),
        "drafts": plain(
            select(DraftText.place, DraftText.title, DraftText.source, DraftText.saved_at).where(
                DraftText.member_id == me
            )
        ),
    }


def erase(person: Person, wish: Wish) -> None:
    """Forget what they read and liked, and who wrote their words, or the words themselves; threads stay readable."""
    me = person.member_id
    write().execute(delete(ReadMark).where(ReadMark.member_id == me))
    write().execute(delete(ReadingDay).where(ReadingDay.member_id == me))
    write().execute(delete(DraftText).where(DraftText.member_id == me))
    write().execute(update(Reaction).where(Reaction.member_id == me).values(member_id=None))
    touched = rename_mentions(person)
    if wish == "delete":
        touched |= _take_along(me)
    if touched:
        changed("post", *sorted(touched))
        with_them = select(Post.thread_id).where(Post.id.in_(touched))
        write().execute(update(Thread).where(Thread.id.in_(with_them)).values(version=Thread.version + 1))


def _take_along(me: int) -> set[int]:
    """Take their words out of every post of theirs; threads in which nobody else wrote go from sight."""
    others = select(Post.thread_id).where(Post.author_id != me, Post.number.is_not(None))
    alone = select(Post.id).join(Thread, Thread.id == Post.thread_id).outerjoin(Deletion, Deletion.post_id == Post.id)
    alone = alone.where(Thread.author_id == me, Post.number == 1, Thread.id.not_in(others))
    for post_id in read().scalars(alone.where(Deletion.post_id.is_(None))).all():
        actions.delete(HOUSE, post_id)
    db.session.flush()
    blank_titles(me)
    return blank_posts(me)


holds(
    Holding(
        room="threads", tables=frozenset(table.__tablename__ for table in TABLES), gives=give, erases=erase,
    )
)  # fmt: skip
holds_nobody("words that threads share", "tag", "tagging")
