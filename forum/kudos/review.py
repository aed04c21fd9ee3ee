"""How moderators see, hide and restore thanks."""

from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import Statement, db, lock, read
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.review import Exhibit, Reviewable, reviewable
from forum.core.transaction import transaction
from forum.kudos import queries
from forum.kudos.actions import about, publish
from forum.kudos.events import KudosHidden, KudosRestored
from forum.kudos.models import HiddenKudos, Kudos
from forum.threads import grounds
from forum.threads.models import Post, Thread
from forum.threads.policy import may_tend

_KUDOS: Statement = (
    select(
        Kudos.reason, Kudos.from_id, Kudos.post_id, Kudos.published_at, Kudos.withdrawn_at, Post.number,
        Thread.id.label("thread_id"), Thread.slug, Thread.title, Thread.category_id, HiddenKudos.made_at,
    )
    .join(Post, Post.id == Kudos.post_id)
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(HiddenKudos, HiddenKudos.kudos_id == Kudos.id)
    .where(Kudos.id == bindparam("kudos_id"))
)  # fmt: skip


def show(actor: Actor, kudos_id: int) -> Exhibit | None:
    """Show thanks to a moderator of the category that they stand in; what was taken back is gone."""
    row = read().execute(_KUDOS, {"kudos_id": kudos_id}).first()
    if row is None or row.withdrawn_at is not None:
        return None
    if may_tend(actor, grounds.of_post(actor, row.post_id)) is not None:
        return None
    return Exhibit(
        title=row.title,
        author_id=row.from_id,
        source=row.reason,
        html="",
        address=f"/posts/{row.post_id}/kudos",
        hidden=row.made_at is not None,
        held=row.made_at is None and row.published_at is None,
        place=f"category:{row.category_id}",
    )


def seen(actor: Actor, kudos_id: int) -> str | None:
    """Give the address of thanks that a reader may see."""
    found = queries.one(actor, kudos_id)
    return f"/posts/{found.post_id}/kudos" if found else None


@transaction
def hide(actor: Actor, kudos_id: int, reason: str) -> None:
    """Take thanks out of sight."""
    kudos = _tended(actor, kudos_id)
    if db.session.get(HiddenKudos, kudos_id) is not None:
        raise Refused(_("These thanks are hidden already."))
    db.session.add(HiddenKudos(kudos_id=kudos_id, by_id=actor.member_id, reason=reason[:500], made_at=now()))
    if kudos.published_at is not None:
        kudos.published_at = None
        record(about(KudosHidden, kudos))


@transaction
def restore(actor: Actor, kudos_id: int) -> None:
    """Bring hidden thanks back to where they stood."""
    kudos = _tended(actor, kudos_id)
    hidden = db.session.get(HiddenKudos, kudos_id)
    if hidden is None:
        raise Refused(_("These thanks are not hidden."))
    db.session.delete(hidden)
    if kudos.withdrawn_at is None:
        kudos.published_at = kudos.made_at
        record(about(KudosRestored, kudos))


@transaction
def release(actor: Actor, kudos_id: int) -> None:
    """Let held thanks be seen."""
    kudos = _tended(actor, kudos_id)
    if kudos.withdrawn_at is None and db.session.get(HiddenKudos, kudos_id) is None:
        publish(kudos)


def _tended(actor: Actor, kudos_id: int) -> Kudos:
    kudos = db.session.get(Kudos, kudos_id)
    if kudos is None:
        raise Refused(_("These thanks are not there any more."))
    require(may_tend(actor, grounds.of_post(actor, kudos.post_id)))
    return lock(Kudos, kudos_id)


reviewable("kudos", Reviewable(show=show, hide=hide, restore=restore, release=release, seen=seen))
