"""Writes a shout-out: a text that thanks chosen people with their best posts."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select

from forum.categories.queries import visible, who_may
from forum.core.access import AUDIENCES
from forum.core.db import Statement, read
from forum.members.queries import authors, ids_of_names
from forum.threads.models import Deletion, Post, Thread

POSTS_EACH = 2
LONGEST_WORDS = 180

_MARKS = re.compile(r"([\\\[\]*_`<>#~|!])")
_ranked = (
    select(
        Post.author_id, Post.number, Post.excerpt, Post.thread_id, Thread.slug, Thread.title,
        func.row_number()
        .over(
            partition_by=Post.author_id,
            order_by=((Thread.answer_id == Post.id).desc().nulls_last(), Post.like_count.desc(), Post.id.desc()),
        )
        .label("place"),
    )
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(
        Post.author_id.in_(bindparam("ids", expanding=True)), Post.number.is_not(None), Deletion.post_id.is_(None),
        Thread.published_at.is_not(None), visible(Thread.category_id),
    )
    .subquery()
)  # fmt: skip
_BEST: Statement = select(_ranked).where(_ranked.c.place <= POSTS_EACH).order_by(_ranked.c.author_id, _ranked.c.place)


def title_for(names: Sequence[str]) -> str:
    """Give a title that names the first three."""
    shown = list(names[:3])
    if len(names) > len(shown):
        return _("Thank you, %(names)s and %(num)s more", names=", ".join(shown), num=len(names) - len(shown))
    return _("Thank you, %(names)s", names=", ".join(shown))


def write_for(names: Sequence[str], category_id: int) -> str:
    """Write the text: who is thanked, and what they wrote best, as far as readers of the category may see it."""
    people = ids_of_names(names)
    known = authors(set(people.values()))
    best: dict[int, list[Any]] = {}
    seers = who_may().get(category_id, {}).get("see", AUDIENCES[0])
    audiences = list(AUDIENCES[: AUDIENCES.index(seers) + 1]) if seers in AUDIENCES else list(AUDIENCES[:1])
    for row in read().execute(_BEST, {"ids": list(people.values()), "audiences": audiences}):
        best.setdefault(row.author_id, []).append(row)
    begins = _("This place lives by people who help each other. This time we want to thank:")
    said = [_person(known[each].name, best.get(each, [])) for each in dict.fromkeys(people.values())]
    return "\n\n".join([begins, *said]) + "\n"


def _person(name: str, posts: Sequence[Any]) -> str:
    if not posts:
        return _("@%(name)s, for being here and for everything said.", name=name)
    said = [_("@%(name)s, whose words we liked best:", name=name)]
    for row in posts:
        words = row.excerpt if len(row.excerpt) <= LONGEST_WORDS else row.excerpt[:LONGEST_WORDS].rstrip() + " …"
        address = f"/t/{row.slug}/{row.thread_id}/{row.number}#post-{row.number}"
        said.append(f"> [{_bare(row.title)}]({address}): {_bare(words)}")
    return "\n\n".join(said)


def _bare(words: str) -> str:
    """Take the meaning from signs that Markdown would read."""
    return _MARKS.sub(r"\\\1", " ".join(words.split()))
