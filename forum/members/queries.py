"""What can be seen of members: never an address, never who is not there (S05)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, func, select

from forum.core.access import Actor
from forum.core.clock import now
from forum.core.db import read
from forum.members.models import Member, Session, Suspension
from forum.members.names import LONGEST, skeleton

MOST_NAMES = 8
VERIFIED_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Author:
    """A member as they stand beside what they wrote."""

    member_id: int
    name: str
    title: str
    role: str
    avatar: str | None
    flair: str = ""

    @property
    def avatar_url(self) -> str | None:
        """Give the address of their picture, if they have one."""
        return f"/media/{self.avatar}/96.webp" if self.avatar else None


@dataclass(frozen=True, slots=True)
class MemberPage:
    """A member's own page."""

    id: int
    name: str
    title: str
    role: str
    trust_level: int
    about_html: str
    avatar: str | None
    created_at: datetime
    suspended_until: datetime | None
    suspension_reason: str | None
    flair: str

    @property
    def avatar_url(self) -> str | None:
        """Give the address of their picture, if they have one."""
        return f"/media/{self.avatar}/320.webp" if self.avatar else None


@dataclass(frozen=True, slots=True)
class Account:
    """What a member sees of their own account."""

    email: str | None
    about_source: str
    confirmed: bool
    has_password: bool
    verified: bool
    """Whether the password was asked for within ten minutes (S09)."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A browser that a member is signed in with."""

    id: int
    browser: str
    address: str
    created_at: datetime
    seen_at: datetime


_author = select(Member.id, Member.name, Member.title, Member.role, Member.avatar_key, Member.flair)
_authors = _author.where(Member.id.in_(bindparam("ids", expanding=True)))
_named = select(Member.name_key, Member.id).where(Member.name_key.in_(bindparam("keys", expanding=True)))
_names_like = (
    _author.where(Member.email_key.is_not(None), Member.name_key.like(bindparam("start"), escape="\\"))
    .order_by(func.length(Member.name_key), Member.name_key)
    .limit(MOST_NAMES)
)
_page: Any = (
    select(
        Member.id, Member.name, Member.title, Member.role, Member.trust_level, Member.about_html, Member.avatar_key,
        Member.created_at, Suspension.until, Suspension.reason, Member.flair,
    )
    .outerjoin(Suspension, and_(Suspension.member_id == Member.id, Suspension.until > bindparam("now")))
    .where(Member.name_key == bindparam("key"))
)  # fmt: skip
_account = (
    select(Member.email, Member.about_source, Member.confirmed_at, Member.password_hash, Session.verified_at)
    .outerjoin(Session, and_(Session.member_id == Member.id, Session.id == bindparam("session_id")))
    .where(Member.id == bindparam("member_id"))
)
_sessions = (
    select(Session.id, Session.browser, Session.address, Session.created_at, Session.seen_at)
    .where(Session.member_id == bindparam("member_id"), Session.expires_at > bindparam("now"))
    .order_by(Session.seen_at.desc(), Session.id.desc())
)


def authors(ids: Collection[int]) -> dict[int, Author]:
    """Give the members with these ids, by id."""
    rows = read().execute(_authors, {"ids": list(ids)}) if ids else ()
    return {row.id: Author(*row) for row in rows}


def ids_of_names(names: Iterable[str]) -> dict[str, int]:
    """Give the id of each of these names that is somebody's, by the name as it was given."""
    keys = {name: skeleton(name) for name in names if len(name) <= LONGEST}
    rows = read().execute(_named, {"keys": list(set(keys.values()))}) if keys else ()
    found = {row.name_key: row.id for row in rows}
    return {name: found[key] for name, key in keys.items() if key in found}


def names_like(start: str) -> list[Author]:
    """List a few members whose names begin like this, the shortest first."""
    key = skeleton(start.strip()[:LONGEST])
    if not key or "\x00" in key:
        return []
    pattern = key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return [Author(*row) for row in read().execute(_names_like, {"start": pattern})]


def member_page(name: str) -> MemberPage | None:
    """Give the page of whoever has this name or one that looks like it."""
    if len(name) > LONGEST or "\x00" in name:
        return None
    row = read().execute(_page, {"key": skeleton(name), "now": now()}).one_or_none()
    return MemberPage(*row) if row else None


def account(actor: Actor) -> Account:
    """Give the actor's own account."""
    given = {"member_id": actor.member_id, "session_id": actor.session_id}
    row = read().execute(_account, given).one()
    fresh = row.verified_at is not None and now() - row.verified_at <= VERIFIED_FOR
    return Account(row.email, row.about_source, row.confirmed_at is not None, row.password_hash is not None, fresh)


def own_sessions(actor: Actor) -> list[SessionRow]:
    """List the actor's own sessions, the one used last first."""
    rows = read().execute(_sessions, {"member_id": actor.member_id, "now": now()})
    return [SessionRow(*row) for row in rows]
