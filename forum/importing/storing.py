"""Stores whole threads, with everything that hangs on them and every counter that they move."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update

from forum.categories.models import Category
from forum.core.db import db, insert_new
from forum.core.slug import slug
from forum.core.text import RENDER_VERSION
from forum.core.transaction import transaction
from forum.importing.actions import remember
from forum.importing.bulk import insert_all, insert_ids, table_of
from forum.importing.placing import Placed
from forum.importing.queries import Author, known
from forum.importing.rows import one_line
from forum.importing.shapes import ThreadIn
from forum.importing.typeset import Typeset
from forum.threads.models import Closure, Edit, Pin, Post, Reaction, Tag, Tagging, Thread
from forum.threads.words import LONGEST_TITLE

UNTITLED = "…"


@dataclass(frozen=True, slots=True)
class Ready:
    """A thread that is ready to be stored: its posts in order, each with its text."""

    thread: ThreadIn
    category_id: int
    posts: Sequence[Placed]
    texts: Sequence[Typeset]
    authors: dict[str, Author]

    def author(self, number: int) -> int:
        """Give the id of who wrote a post."""
        return self.authors[self.posts[number - 1].post.author].id


@dataclass(frozen=True, slots=True)
class Hung:
    """A post that is stored, with what things may hang on."""

    ready: Ready
    placed: Placed
    text: Typeset
    thread_id: int
    post_id: int


@transaction
def store(site: str, batch: Sequence[Ready]) -> tuple[int, int]:
    """Store threads that are not here yet; gives how many threads and posts came in."""
    here = known(site, "thread", [ready.thread.key for ready in batch])
    new = [ready for ready in batch if ready.thread.key not in here and ready.posts]
    if not new:
        return 0, 0
    thread_ids = insert_ids(Thread, [_thread(ready) for ready in new])
    placed = [(ready, thread_id) for ready, thread_id in zip(new, thread_ids, strict=True)]
    post_ids = insert_ids(Post, [row for ready, thread_id in placed for row in _posts(ready, thread_id)])
    remember(site, "thread", {ready.thread.key: thread_id for ready, thread_id in placed})
    remember(site, "post", dict(zip((each.post.key for ready in new for each in ready.posts), post_ids, strict=True)))
    ids = iter(post_ids)
    _hang([
        Hung(ready, each, text, thread_id, next(ids))
        for ready, thread_id in placed
        for each, text in zip(ready.posts, ready.texts, strict=True)
    ])  # fmt: skip
    _close(placed)
    _tag(placed)
    _count(new)
    return len(new), len(post_ids)


def _thread(ready: Ready) -> dict[str, Any]:
    thread, first, last = ready.thread, ready.posts[0].post, ready.posts[-1]
    title = one_line(thread.title, LONGEST_TITLE) or UNTITLED
    return {
        "category_id": ready.category_id, "author_id": ready.author(1), "kind": thread.kind, "title": title,
        "slug": slug(title, "thread"), "tags": list(thread.tags), "excerpt": ready.texts[0].excerpt,
        "created_at": first.made, "published_at": first.made,
        "last_post_at": max(each.post.made for each in ready.posts), "last_author_id": ready.author(last.number),
        "last_number": last.number, "post_count": len(ready.posts),
        "like_count": sum(each.likes for each in ready.posts), "version": 1 + len(ready.posts),
    }  # fmt: skip


def _posts(ready: Ready, thread_id: int) -> Iterator[dict[str, Any]]:
    for each, text in zip(ready.posts, ready.texts, strict=True):
        yield {
            "thread_id": thread_id, "number": each.number, "author_id": ready.author(each.number),
            "reply_to": each.reply_to, "source": text.source, "html": text.html, "excerpt": text.excerpt,
            "render_version": RENDER_VERSION, "created_at": each.post.made, "published_at": each.post.made,
            "edited_at": each.post.edited, "edit_count": len(text.earlier), "like_count": each.likes,
            "reply_count": each.replies,
        }  # fmt: skip


def _hang(posts: Sequence[Hung]) -> None:
    """Store what hangs on posts: votes, earlier versions, that one is the answer."""
    insert_all(Reaction, [row for post in posts for row in _reactions(post)])
    insert_all(Edit, [row for post in posts for row in _edits(post)])
    answers = [
        {"of_thread": post.thread_id, "post_id": post.post_id}
        for post in posts
        if post.placed.post.key == post.ready.thread.answer
    ]
    if answers:
        table = table_of(Thread)
        answered = update(table).where(table.c.id == bindparam("of_thread")).values(answer_id=bindparam("post_id"))
        db.session.connection().execute(answered, answers)


def _reactions(post: Hung) -> Iterator[dict[str, Any]]:
    row = {"post_id": post.post_id, "thread_id": post.thread_id, "number": post.placed.number}
    for votes in post.placed.post.votes:
        yield from [row | {"kind": votes.kind, "made_at": votes.made}] * votes.count


def _edits(post: Hung) -> Iterator[dict[str, Any]]:
    """Make a row for every version but the last: what it said, and who put an end to it when."""
    for source, after in zip(post.text.earlier, post.placed.post.revisions[1:], strict=True):
        editor = post.ready.authors.get(after.editor or "")
        yield {
            "post_id": post.post_id, "editor_id": editor and editor.id, "source": source, "made_at": after.made,
        }  # fmt: skip


def _close(placed: Sequence[tuple[Ready, int]]) -> None:
    insert_all(Closure, [
        {"thread_id": thread_id, "reason": ready.thread.reason, "made_at": ready.thread.closed}
        for ready, thread_id in placed
        if ready.thread.closed
    ])  # fmt: skip
    insert_all(Pin, [
        {"thread_id": thread_id, "made_at": ready.thread.pinned}
        for ready, thread_id in placed
        if ready.thread.pinned
    ])  # fmt: skip


def _tag(placed: Sequence[tuple[Ready, int]]) -> None:
    counts = Counter(name for ready, _ in placed for name in ready.thread.tags)
    if not counts:
        return
    for name in counts:
        db.session.execute(insert_new(Tag, name=name, thread_count=0))
    found = db.session.execute(select(Tag.name, Tag.id).where(Tag.name.in_(counts)))
    ids = {row.name: row.id for row in found}
    latest = {thread_id: max(each.post.made for each in ready.posts) for ready, thread_id in placed}
    rows = [
        {"thread_id": thread_id, "tag_id": ids[name], "last_post_at": latest[thread_id]}
        for ready, thread_id in placed
        for name in ready.thread.tags
    ]
    insert_all(Tagging, rows)
    table = table_of(Tag)
    counted = update(table).where(table.c.id == bindparam("tag_id"))
    counted = counted.values(thread_count=table.c.thread_count + bindparam("more"))
    db.session.connection().execute(counted, [{"tag_id": ids[name], "more": more} for name, more in counts.items()])


def _count(batch: Sequence[Ready]) -> None:
    threads = Counter(ready.category_id for ready in batch)
    posts: Counter[int] = Counter()
    for ready in batch:
        posts[ready.category_id] += len(ready.posts)
    for category_id, more in threads.items():
        change = update(Category).where(Category.id == category_id)
        db.session.execute(change.values(
            thread_count=Category.thread_count + more, post_count=Category.post_count + posts[category_id]
        ))  # fmt: skip
