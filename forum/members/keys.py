"""Keys that are mailed: each for one purpose, once, within an hour, while the account stays as it was (S06)."""

from datetime import timedelta

from sqlalchemy import bindparam, delete, select

from forum.core.clock import now
from forum.core.db import db, read
from forum.core.tokens import digest, fresh_token
from forum.members.models import Joining, MailedKey, Member

LIFETIME = timedelta(hours=1)
CONFIRM, RESET, SIGN_IN, EMAIL = "confirm", "reset", "sign-in", "email"

_kept = (
    select(MailedKey.binding, MailedKey.new_email, Member.id, Member.name, Member.email_key, Member.password_hash)
    .join(Member, Member.id == MailedKey.member_id)
    .where(MailedKey.token_digest == bindparam("token"), MailedKey.purpose.in_(bindparam("purposes", expanding=True)))
    .where(MailedKey.expires_at > bindparam("now"))
)
_joining = select(Joining.name).where(Joining.token_digest == bindparam("token"), Joining.expires_at > bindparam("now"))


def make_key(member: Member, purpose: str, new_email: str | None = None) -> str:
    """Make a key in the current transaction; only its digest is kept."""
    token = fresh_token()
    kept = MailedKey(
        member_id=member.id, purpose=purpose, token_digest=digest(token), binding=_bind(member), new_email=new_email,
        expires_at=now() + LIFETIME,
    )  # fmt: skip
    db.session.add(kept)
    return token


def take_key(token: str, *purposes: str) -> tuple[Member, MailedKey] | None:
    """Use a key up in the current transaction; gives whose it was, and what it said."""
    wanted = select(MailedKey).where(MailedKey.token_digest == digest(token), MailedKey.purpose.in_(purposes))
    kept = db.session.scalar(wanted.with_for_update())
    if kept is None:
        return None
    db.session.delete(kept)
    member = db.session.get_one(Member, kept.member_id)
    return (member, kept) if kept.expires_at > now() and kept.binding == _bind(member) else None


def drop_keys(member_id: int) -> None:
    """Make all keys of a member void, in the current transaction."""
    db.session.execute(delete(MailedKey).where(MailedKey.member_id == member_id))


def holder(token: str, *purposes: str) -> tuple[str, str] | None:
    """Give name and address of whoever would be taken by a key, without using it; None for a dead key."""
    given = {"token": digest(token), "purposes": purposes, "now": now()}
    row = read().execute(_kept, given).one_or_none()
    if row is None or row.binding != _binding(row.id, row.email_key, row.password_hash):
        return None
    return row.name, row.new_email or row.email_key


def name_joining(token: str) -> str | None:
    """Give the name somebody asked for who would join with this key."""
    return read().execute(_joining, {"token": digest(token), "now": now()}).scalar_one_or_none()


def _bind(member: Member) -> str:
    return _binding(member.id, member.email_key, member.password_hash)


def _binding(member_id: int, email_key: str | None, password_hash: str | None) -> str:
    return digest(f"{member_id}\n{email_key}\n{password_hash}")
