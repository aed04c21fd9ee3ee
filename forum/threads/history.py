"""One post by itself: its source for editing and quoting, its earlier versions, and drafts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from forum.categories.models import Category
from forum.core.access import Actor
from forum.core.db import Statement, read
from forum.core.text import Run, diff
from forum.members.models import Member
from forum.threads import grounds
from forum.threads.models import Deletion, DraftText, Edit, Post, Thread
from forum.threads.policy import may_see
from forum.threads.reading import ThreadHead

LONGEST_QUOTE = 600


@dataclass(frozen=True, slots=True)
class PostAt:
    """A post with its source, and where it stands."""

    id: int
    thread_id: int
    number: int
    author_id: int
    author_name: str
    source: str
    edit_count: int
    title: str
    slug: str
    tags: list[str]
    category_slug: str

    @property
    def address(self) -> str:
        """Where the post stands."""
        return f"/t/{self.slug}/{self.thread_id}/{self.number}#post-{self.number}"


@dataclass(frozen=True, slots=True)
class Version:
    """What one edit changed, by whom and when; the first has no changes before it."""

    number: int
    by: str | None
    made_at: datetime
    title: str | None
    changes: list[Run]


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft that was kept."""

    title: str
    source: str
    saved_at: datetime


_POST: Statement = (
    select(
        Post.id,
        Post.thread_id,
        Post.number,
        Post.author_id,
        Member.name,
        Post.source,
        Post.edit_count,
        Thread.title,
        Thread.slug,
        Thread.tags,
        Category.slug.label("category_slug"),
    )
    .join(Thread, Thread.id == Post.thread_id)
    .join(Category, Category.id == Thread.category_id)
    .join(Member, Member.id == Post.author_id)
    .where(Post.id == bindparam("post_id"), Post.number.is_not(None))
)
_EDITS: Statement = (
    select(Edit.source, Edit.title, Edit.made_at, Member.name)
    .outerjoin(Member, Member.id == Edit.editor_id)
    .where(Edit.post_id == bindparam("post_id"))
    .order_by(Edit.id)
)
_NOW: Statement = (
    select(Post.source, Post.created_at, Member.name, Thread.title)
    .join(Member, Member.id == Post.author_id)
    .join(Thread, Thread.id == Post.thread_id)
    .where(Post.id == bindparam("post_id"))
)
_QUOTED: Statement = (
    select(Post.source, Member.name)
    .join(Member, Member.id == Post.author_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(
        Post.thread_id == bindparam("thread_id"),
        Post.number == bindparam("number"),
        Deletion.post_id.is_(None),
    )
)
_DRAFT: Statement = select(DraftText.title, DraftText.source, DraftText.saved_at).where(
    DraftText.member_id == bindparam("member_id"), DraftText.place == bindparam("place")
)
_DRAFTS: Statement = (
    select(DraftText.place, DraftText.title, DraftText.source, DraftText.saved_at)
    .where(DraftText.member_id == bindparam("member_id"), DraftText.source != "")
    .order_by(DraftText.saved_at.desc())
    .limit(100)
)


def post_at(actor: Actor, post_id: int) -> PostAt | None:
    """Give a post with its source, or None where the actor may not see it."""
    row = read().execute(_POST, {"post_id": post_id}).first()
    if row is None or may_see(actor, grounds.of_post(actor, post_id)) is not None:
        return None
    return PostAt(*row)


def versions(post_id: int) -> list[Version]:
    """List a post's versions, newest first, each with what it changed."""
    now = read().execute(_NOW, {"post_id": post_id}).one()
    edits = read().execute(_EDITS, {"post_id": post_id}).all()
    sources = [*(edit.source for edit in edits), now.source]
    first = Version(1, now.name, now.created_at, edits[0].title if edits else None, diff("", ""))
    later = [
        Version(place + 2, edit.name, edit.made_at, edit.title, diff(sources[place], sources[place + 1]))
        for place, edit in enumerate(edits)
    ]
    return [*reversed(later), first]


def quote_of(thread: ThreadHead, number: int) -> str:
    """Quote a post as Markdown that names its author and links to it; nothing of a deleted one."""
    row = read().execute(_QUOTED, {"thread_id": thread.id, "number": number}).first()
    if row is None:
        return ""
    words = row.source if len(row.source) <= LONGEST_QUOTE else row.source[:LONGEST_QUOTE].rstrip() + " …"
    lines = "\n".join(f"> {line}".rstrip() for line in words.splitlines() if not line.startswith(">"))
    return f"> [{row.name}]({thread.address}/{number}#post-{number}):\n>\n{lines}\n\n"


def draft_of(actor: Actor, place: str) -> Kept | None:
    """Give the draft a member kept at a place."""
    row = read().execute(_DRAFT, {"member_id": actor.member_id, "place": place}).first()
    return Kept(*row) if row else None


def drafts_of(actor: Actor) -> list[tuple[str, Kept]]:
    """List the drafts a member kept, newest first."""
    return [(row[0], Kept(*row[1:])) for row in read().execute(_DRAFTS, {"member_id": actor.member_id})]
