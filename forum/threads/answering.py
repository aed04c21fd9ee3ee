"""Whom the words of a post are for: whoever they reply to, quote or mention."""

from sqlalchemy import bindparam, select

from forum.core.db import Statement, read
from forum.threads.models import Post
from forum.threads.places import quoted_authors
from forum.threads.words import Words

_AUTHOR: Statement = select(Post.author_id).where(
    Post.thread_id == bindparam("thread_id"), Post.number == bindparam("number")
)


def answered(words: Words, thread_id: int, number: int | None, starter_id: int | None) -> frozenset[int]:
    """Give the members whom words in a thread are for.

    `number` is the post they reply to; words to no post are for whoever started the thread.
    """
    found: set[int] = {*words.mentions, *quoted_authors(words.source)}
    if number is None:
        replied = starter_id
    else:
        replied = read().execute(_AUTHOR, {"thread_id": thread_id, "number": number}).scalar()
    return frozenset(found if replied is None else found | {replied})
