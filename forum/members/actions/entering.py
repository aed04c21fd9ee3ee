"""How members come in and go out."""

from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from forum.core.access import Actor
from forum.core.db import db, read, stop_reading
from forum.core.jobs import enqueue
from forum.core.limits import TooOften, limit
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from forum.members.actions.naming import telling_words
from forum.members.emails import email_key, read_email
from forum.members.keys import RESET, SIGN_IN, take_key
from forum.members.letters import mail_key
from forum.members.models import Member, Session
from forum.members.passwords import fits, hash_password, is_outdated, normal, weakness
from forum.members.sessions import Opened, Visit, end_sessions, open_session

# By network, by account, by all; the network first, so that whoever is stopped there locks no account
TRIES = ("30/5 minutes", "10/15 minutes", "2000/15 minutes")
LETTERS = ("20/hour", "4/hour", "600/hour")

_secret = select(Member.id, Member.name, Member.password_hash).where(Member.email_key == bindparam("key"))


def sign_in(email: str, password: str, visit: Visit) -> tuple[Opened, bool]:
    """Open a session for whoever has this address and password; tells too whether the password is too weak.

    The same refusal answers a wrong address, a wrong password, and any password after too many tries (S04, S05).
    """
    key = email_key(email)
    may_try(key, visit)
    found = read().execute(_secret, {"key": key}).one_or_none()
    stop_reading()
    if not fits(password, found.password_hash if found else None) or found is None:
        raise _wrong()
    weak = weakness(normal(password), telling_words(found.name, key)) is not None
    renewed = hash_password(password) if is_outdated(found.password_hash) else None
    return _enter(found.id, found.password_hash, renewed, visit), weak


def may_try(key: str, visit: Visit) -> None:
    """Count a try for the network, the account and the house; closed when the counters are away (S04)."""
    try:
        _count("sign-in", TRIES, key, visit, closed=True)
    except TooOften:
        raise _wrong() from None


@transaction
def _enter(member_id: int, checked: str, renewed: str | None, visit: Visit) -> Opened:
    member = db.session.get(Member, member_id)
    if member is None or member.password_hash != checked:
        raise _wrong()
    member.password_hash = renewed or checked
    return open_session(member, "password", visit)


@transaction
def ask_key(email: str, purpose: str, visit: Visit) -> None:
    """Mail a key that opens a session or sets a password; the same happens when nobody has the address (S05)."""
    if purpose not in {RESET, SIGN_IN}:
        raise ValueError(purpose)
    address = read_email(email)
    _count("letter", LETTERS, address.key, visit, closed=False)
    enqueue(mail_key, purpose=purpose, key=address.key)


@transaction
def sign_in_by_key(token: str, visit: Visit) -> Opened | None:
    """Open a session for whoever got this key by mail; None for a dead key."""
    found = take_key(token, SIGN_IN)
    return open_session(found[0], "letter", visit) if found else None


@transaction
def sign_out(actor: Actor) -> None:
    """End the actor's session."""
    end_sessions(Session.id == actor.session_id)


@transaction
def end_session(actor: Actor, session_id: int) -> None:
    """End one of the actor's own sessions (S09); one of somebody else's is not there."""
    end_sessions(Session.id == session_id, Session.member_id == actor.member_id)


@transaction
def end_other_sessions(actor: Actor) -> None:
    """End all sessions of the actor but this one (S09)."""
    end_sessions(Session.member_id == actor.member_id, Session.id != actor.session_id)


def _count(what: str, rates: tuple[str, str, str], key: str, visit: Visit, *, closed: bool) -> None:
    by_network, by_account, by_all = rates
    limit(f"{what} by network", by_network, visit.network, closed=closed)
    limit(f"{what} by account", by_account, key, closed=closed)
    limit(f"{what} by all", by_all, "all", closed=closed)


def _wrong() -> Refused:
    return Refused(
        _(
            "This address and this password do not go together, or there were too many tries. "
            "Try again in a quarter of an hour, or let us mail you a link that signs you in."
        )
    )
