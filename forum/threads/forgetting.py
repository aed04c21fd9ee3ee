"""Texts whose author takes them along, and texts of others that named somebody who is gone."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete, select, update

from forum.core.db import db, read, write
from forum.core.personal import ERASED, Person
from forum.core.slug import slug
from forum.media.actions import release_pictures
from forum.threads.models import DraftText, Edit, HiddenTitle, Post, Thread
from forum.threads.words import prepare


def rename_mentions(person: Person) -> set[int]:
    """Call somebody by another name wherever others mentioned or quoted them; gives the ids of changed posts."""
    found = {row.id: row.source for row in _naming(Post, person)}
    renamed = {post_id: source for post_id, old in found.items() if (source := person.unnamed(old)) != old}
    for post_id, source in renamed.items():
        _rewrite(post_id, source)
    for row in _naming(Edit, person):
        write().execute(update(Edit).where(Edit.id == row.id).values(source=person.unnamed(row.source)))
    for draft in db.session.scalars(select(DraftText).where(DraftText.source.contains(person.name, autoescape=True))):
        draft.source = person.unnamed(draft.source)
    for thread in db.session.scalars(select(Thread).where(Thread.title.contains(f"@{person.name}", autoescape=True))):
        thread.title = person.unnamed(thread.title)
        thread.slug = slug(thread.title, "thread")
    return set(renamed)


def blank_posts(author_id: int) -> set[int]:
    """Take the words out of everything somebody wrote, earlier versions included; gives the ids of the posts."""
    ids = set(read().scalars(select(Post.id).where(Post.author_id == author_id)))
    write().execute(delete(Edit).where(Edit.post_id.in_(select(Post.id).where(Post.author_id == author_id))))
    words = prepare(f"*{ERASED}*")
    blank = {"source": words.source, "html": words.html, "excerpt": "", "render_version": words.version}
    write().execute(update(Post).where(Post.author_id == author_id).values(**blank, edited_at=None, edit_count=0))
    for post_id in ids:
        release_pictures(f"post:{post_id}")
    return ids


def blank_titles(author_id: int) -> None:
    """Take the titles of somebody's threads away, and the beginnings of texts that lists show."""
    title = str(ERASED).rstrip(".")
    blank = {"title": title, "slug": slug(title, "thread"), "excerpt": "", "tags": []}
    write().execute(update(Thread).where(Thread.author_id == author_id).values(**blank))
    hidden = select(Thread.id).where(Thread.author_id == author_id)
    write().execute(update(HiddenTitle).where(HiddenTitle.thread_id.in_(hidden)).values(title=title))


def _naming(table: Any, person: Person) -> Iterator[Any]:
    return iter(
        read().execute(select(table.id, table.source).where(table.source.contains(person.name, autoescape=True))).all()
    )


def _rewrite(post_id: int, source: str) -> None:
    """Put another source into a post, and render it."""
    post, words = db.session.get_one(Post, post_id), prepare(source)
    post.source, post.html, post.excerpt, post.render_version = words.source, words.html, words.excerpt, words.version
