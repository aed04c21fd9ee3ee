"""How members change what they sign in with."""

from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy import delete, select

from forum.core.access import Actor
from forum.core.clock import now
from forum.core.db import db, read, stop_reading
from forum.core.events import record
from forum.core.jobs import enqueue
from forum.core.limits import limit
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from forum.members.actions.entering import may_try
from forum.members.actions.naming import telling_words
from forum.members.emails import read_email
from forum.members.events import EmailChanged, MemberConfirmed, PasswordChanged
from forum.members.keys import EMAIL, RESET, drop_keys, holder, take_key
from forum.members.letters import mail_new_address, mail_notice
from forum.members.models import Joining, Member, Session
from forum.members.passwords import check_password, fits, hash_password
from forum.members.queries import VERIFIED_FOR
from forum.members.sessions import Opened, Visit, end_sessions, open_session


def verify(actor: Actor, password: str, visit: Visit) -> None:
    """Take the present password as proof that it is the member who sits there (S09)."""
    found = read().execute(select(Member.email_key, Member.password_hash).where(Member.id == actor.member_id)).one()
    stop_reading()
    may_try(found.email_key or "", visit)
    if not fits(password, found.password_hash):
        raise Refused(_("This is not your present password."), "current")
    _note_verified(actor, found.password_hash)


@transaction
def _note_verified(actor: Actor, checked: str) -> None:
    session = db.session.get(Session, actor.session_id)
    member = db.session.get(Member, actor.member_id)
    if session is not None and member is not None and member.password_hash == checked:
        session.verified_at = now()


def require_verified(actor: Actor) -> None:
    """Go on if the password was asked for within ten minutes; raises Refused otherwise (S09)."""
    at = read().execute(select(Session.verified_at).where(Session.id == actor.session_id)).scalar_one_or_none()
    if at is None or now() - at > VERIFIED_FOR:
        raise Refused(_("Type your present password too, so that we know it is you."), "current")


def change_password(actor: Actor, password: str, visit: Visit) -> Opened:
    """Set another password: all sessions and keys die, and this browser gets a new session (S08)."""
    require_verified(actor)
    member = read().execute(select(Member.name, Member.email).where(Member.id == actor.member_id)).one()
    check_password(password, telling_words(member.name, member.email))
    stop_reading()
    return _change_password(actor, hash_password(password), visit)


@transaction
def _change_password(actor: Actor, password_hash: str, visit: Visit) -> Opened:
    require_verified(actor)
    member = db.session.get_one(Member, actor.member_id)
    _replace_password(member, password_hash)
    return open_session(member, "password", replace(visit, session_id=None))


def reset_password(token: str, password: str) -> bool:
    """Set another password with a mailed key; all sessions and keys die (S06, S08). False for a dead key."""
    found = holder(token, RESET)
    if found is None:
        return False
    check_password(password, telling_words(*found))
    stop_reading()
    return _reset_password(token, hash_password(password))


@transaction
def _reset_password(token: str, password_hash: str) -> bool:
    found = take_key(token, RESET)
    if found is None:
        return False
    member, _key = found
    if member.confirmed_at is None:
        member.confirmed_at = now()
        record(MemberConfirmed(member.id))
    _replace_password(member, password_hash)
    return True


def set_password(member_id: int, password: str) -> None:
    """Set a member's password from the command line; all sessions and keys die (S08)."""
    member = read().execute(select(Member.name, Member.email).where(Member.id == member_id)).one()
    check_password(password, telling_words(member.name, member.email))
    _set_password(member_id, hash_password(password))


@transaction
def _set_password(member_id: int, password_hash: str) -> None:
    _replace_password(db.session.get_one(Member, member_id), password_hash)


def _replace_password(member: Member, password_hash: str) -> None:
    member.password_hash = password_hash
    drop_keys(member.id)
    end_sessions(Session.member_id == member.id)
    record(PasswordChanged(member.id))
    _tell(member, "password-changed")


@transaction
def ask_email_change(actor: Actor, email: str, visit: Visit) -> None:
    """Ask at another address whether it is the member's; nobody learns whether it is known (S05)."""
    require_verified(actor)
    address = read_email(email)
    limit("letter network", "20/hour", visit.network)
    limit("letter account", "4/hour", address.key)
    enqueue(mail_new_address, member_id=actor.member_id, email=address.email, key=address.key)


@transaction
def change_email(token: str) -> bool:
    """Move a member to the address that this key was mailed to; the old one is told. False for a dead key."""
    found = take_key(token, EMAIL)
    if found is None:
        return False
    member, kept = found
    address = read_email(kept.new_email or "")
    if db.session.scalar(select(Member.id).where(Member.email_key == address.key, Member.id != member.id)):
        return False
    _tell(member, "email-changed")
    member.email, member.email_key, member.confirmed_at = address.email, address.key, now()
    drop_keys(member.id)
    db.session.execute(delete(Joining).where(Joining.email_key == address.key))
    record(EmailChanged(member.id))
    return True


def _tell(member: Member, template: str) -> None:
    if member.email:
        enqueue(mail_notice, template=template, to=member.email, locale=member.locale, name=member.name)
