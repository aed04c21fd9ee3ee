"""Stores whole threads, with everything that hangs on them and every counter that they move."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from forum.categories.models import Category
from forum.core.db import db, insert_new
from forum.core.refusal import Refused
from forum.core.slug import slug
from forum.core.text import RENDER_VERSION, clean_line
from forum.core.transaction import transaction
from forum.importing.actions import remember
from forum.importing.placing import Placed
from forum.importing.queries import Author, known
from forum.importing.rows import storable
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


@transaction
def store(site: str, batch: Sequence[Ready]) -> tuple[int, int]:
    """Store threads that are not here yet; gives how many threads and posts came in."""
    here = known(site, "thread", [ready.thread.key for ready in batch])
    new = [ready for ready in batch if ready.thread.key not in here and ready.posts]
    if not new:
        return 0, 0
    thread_ids = _insert(Thread, [_thread(ready) for ready in new])
    placed = [(ready, thread_id) for ready, thread_id in zip(new, thread_ids, strict=True)]
    post_ids = _insert(Post, [row for ready, thread_id in placed for row in _posts(ready, thread_id)])
    remember(site, "thread", {ready.thread.key: thread_id for ready, thread_id in placed})
    remember(site, "post", dict(zip((each.post.key for ready in new for each in ready.posts), post_ids, strict=True)))
    after = iter(post_ids)
    for ready, thread_id in placed:
        _hang(ready, thread_id, [next(after) for _post in ready.posts])
    _tag(placed)
    _count(new)
    return len(new), len(post_ids)


def _insert(table: type[Thread] | type[Post], rows: list[dict[str, Any]]) -> list[int]:
    statement = insert(table).returning(table.id, sort_by_parameter_order=True)
    return list(db.session.scalars(statement, rows))


def _thread(ready: Ready) -> dict[str, Any]:
    thread, first, last = ready.thread, ready.posts[0].post, ready.posts[-1]
    title = title_of(thread.title)
    return {
        "category_id": ready.category_id, "author_id": ready.author(1), "kind": thread.kind, "title": title,
        "slug": slug(title, "thread"), "tags": list(thread.tags), "excerpt": ready.texts[0].excerpt,
        "created_at": first.made, "published_at": first.made,
        "last_post_at": max(each.post.made for each in ready.posts), "last_author_id": ready.author(last.number),
        "last_number": last.number, "post_count": len(ready.posts),
        "like_count": sum(each.likes for each in ready.posts), "version": 1 + len(ready.posts),
    }  # fmt: skip


def title_of(text: str) -> str:
    """Make a title of any words: one line, as long as ours may be."""
    line = storable(text)[: 20 * LONGEST_TITLE]
    try:
        line = clean_line(line, 20 * LONGEST_TITLE)
    except Refused:
        line = " ".join(line.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1].rstrip() + "…" if line else UNTITLED


def _posts(ready: Ready, thread_id: int) -> Iterator[dict[str, Any]]:
    for each, text in zip(ready.posts, ready.texts, strict=True):
        yield {
            "thread_id": thread_id, "number": each.number, "author_id": ready.author(each.number),
            "reply_to": each.reply_to, "source": text.source, "html": text.html, "excerpt": text.excerpt,
            "render_version": RENDER_VERSION, "created_at": each.post.made, "published_at": each.post.made,
            "edited_at": each.post.edited, "edit_count": len(text.earlier), "like_count": each.likes,
            "reply_count": each.replies,
        }  # fmt: skip


def _hang(ready: Ready, thread_id: int, post_ids: Sequence[int]) -> None:
    """Store what hangs on a thread's posts: the answer, votes, earlier versions, that it is closed or pinned."""
    reactions, edits = [], []
    for each, text, post_id in zip(ready.posts, ready.texts, post_ids, strict=True):
        vote = {"post_id": post_id, "thread_id": thread_id, "number": each.number}
        for votes in each.post.votes:
            reactions += [vote | {"kind": votes.kind, "made_at": votes.made}] * votes.count
        edits += _edits(ready, each, text, post_id)
        if each.post.key == ready.thread.answer:
            answered = update(Thread).where(Thread.id == thread_id)
            db.session.execute(answered.values(answer_id=post_id))
    for table, rows in ((Reaction, reactions), (Edit, edits)):
        if rows:
            db.session.execute(insert(table), rows)
    if ready.thread.closed:
        words = {"reason": ready.thread.reason, "made_at": ready.thread.closed}
        db.session.execute(insert(Closure).values(thread_id=thread_id, **words))
    if ready.thread.pinned:
        db.session.execute(insert(Pin).values(thread_id=thread_id, made_at=ready.thread.pinned))


def _edits(ready: Ready, each: Placed, text: Typeset, post_id: int) -> list[dict[str, Any]]:
    """Make a row for every version but the last: what it said, and who put an end to it when."""
    rows = []
    for source, after in zip(text.earlier, each.post.revisions[1:], strict=True):
        editor = ready.authors.get(after.editor or "")
        rows.append({"post_id": post_id, "editor_id": editor and editor.id, "source": source, "made_at": after.made})
    return rows


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
    db.session.execute(insert(Tagging), rows)
    counted = update(Tag.__table__).where(Tag.__table__.c.id == bindparam("tag_id"))  # type: ignore[arg-type]
    counted = counted.values(thread_count=Tag.__table__.c.thread_count + bindparam("more"))
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
