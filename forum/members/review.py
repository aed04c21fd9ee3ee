"""How moderators see, hide and restore what members say of themselves."""

from urllib.parse import quote

from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from forum.core.access import HOUSE, RANKS, Actor, Denied
from forum.core.clock import now
from forum.core.db import Statement, db, lock, read
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.review import Exhibit, Reviewable, reviewable
from forum.core.transaction import transaction
from forum.members.events import MemberChanged
from forum.members.models import HiddenProfile, Member
from forum.members.queries import ids_of_names

_PROFILE: Statement = (
    select(
        Member.name, Member.title, Member.about_source, Member.about_html, Member.avatar_key,
        HiddenProfile.about_source.label("kept_source"), HiddenProfile.about_html.label("kept_html"),
    )
    .outerjoin(HiddenProfile, HiddenProfile.member_id == Member.id)
    .where(Member.id == bindparam("member_id"))
)  # fmt: skip


def show(actor: Actor, member_id: int) -> Exhibit | None:
    """Show a profile to moderators of the whole house, as it was before it was hidden."""
    row = read().execute(_PROFILE, {"member_id": member_id}).first()
    if row is None or _may_tend(actor) is not None:
        return None
    hidden = row.kept_source is not None
    return Exhibit(
        title=row.name,
        author_id=member_id,
        source=(row.kept_source if hidden else row.about_source) or row.name,
        html=row.kept_html if hidden else row.about_html,
        address=f"/u/{row.name}",
        hidden=hidden,
        pictures=(f"/media/{row.avatar_key}/320.webp",) if row.avatar_key else (),
    )


def seen(_actor: Actor, member_id: int) -> str | None:
    """Give the address of a member's page: everybody may see it, unless it is hidden."""
    row = read().execute(_PROFILE, {"member_id": member_id}).first()
    return f"/u/{quote(row.name)}" if row is not None and row.kept_source is None else None


def at(path: str) -> int | None:
    """Give the member whose page a path leads to."""
    name = path.removeprefix("/u/").rstrip("/")
    return ids_of_names([name]).get(name) if path.startswith("/u/") else None


@transaction
def hide(actor: Actor, member_id: int, reason: str) -> None:
    """Take what a member says of themselves from their page, and keep it."""
    member = _tended(actor, member_id)
    if db.session.get(HiddenProfile, member_id) is not None:
        raise Refused(_("This profile is hidden already."))
    db.session.add(
        HiddenProfile(
            member_id=member_id, about_source=member.about_source, about_html=member.about_html,
            by_id=actor.member_id, reason=reason[:1000], made_at=now(),
        )
    )  # fmt: skip
    member.about_source = member.about_html = ""
    record(MemberChanged(member_id))


@transaction
def restore(actor: Actor, member_id: int) -> None:
    """Give a member back what they said of themselves, unless they wrote something else meanwhile."""
    member = _tended(actor, member_id)
    kept = db.session.get(HiddenProfile, member_id)
    if kept is None:
        raise Refused(_("This profile is not hidden."))
    if not member.about_source:
        member.about_source, member.about_html = kept.about_source, kept.about_html
    db.session.delete(kept)
    record(MemberChanged(member_id))


def release(_actor: Actor, _member_id: int) -> None:
    """Refuse: profiles are never held."""
    raise Refused(_("This was not held."))


def _tended(actor: Actor, member_id: int) -> Member:
    if no := _may_tend(actor):
        raise Denied(no)
    return lock(Member, member_id)


def _may_tend(actor: Actor) -> str | None:
    whole = actor == HOUSE or (actor.rank >= RANKS["moderator"] and actor.scope is None and not actor.suspended)
    return None if whole else _("Only moderators of the whole community look at profiles.")


reviewable("profile", Reviewable(show=show, hide=hide, restore=restore, release=release, seen=seen, at=at))
