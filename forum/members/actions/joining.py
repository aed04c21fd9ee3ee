"""How somebody becomes a member."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from forum.core import gates
from forum.core.access import GUEST, RANKS, Actor, require
from forum.core.clock import now
from forum.core.db import db, stop_reading
from forum.core.events import record
from forum.core.jobs import enqueue
from forum.core.limits import limit
from forum.core.refusal import Refused
from forum.core.text import clean_line, render
from forum.core.tokens import digest
from forum.core.transaction import transaction
from forum.members.actions.naming import free_name, name_taken, new_name, telling_words
from forum.members.emails import Address, read_email
from forum.members.events import MemberConfirmed, MemberJoined
from forum.members.keys import CONFIRM, LIFETIME, take_key
from forum.members.letters import mail_joining, mail_key
from forum.members.models import Joining, Member
from forum.members.names import skeleton
from forum.members.passwords import check_password, hash_password
from forum.members.registry import turned_away
from forum.members.sessions import Opened, Visit, open_session

__all__ = ["ask_confirmation", "confirm", "free_name", "join", "make_member"]

BY_NETWORK, BY_ALL = "20/hour", "600/hour"
LONGEST_TITLE = 60


def join(name: str, email: str, password: str, visit: Visit, locale: str | None = None) -> None:
    """Ask to join; the answer to the mailed letter makes the member.

    Whether the address is known shows neither in the answer nor in the time it takes (S05): both are hashed,
    both are stored, and the letter says which it was.
    """
    name, address = new_name(name), read_email(email)
    require(turned_away(visit.address, address.key))
    check_password(password, telling_words(name, address.email))
    _ask_gates(name, address.email)
    limit("join", BY_NETWORK, visit.network)
    limit("join", BY_ALL, "all")
    stop_reading()
    _ask(name, address, hash_password(password), locale)


@transaction
def _ask(name: str, address: Address, password_hash: str, locale: str | None) -> None:
    joining = Joining(
        name=name, email=address.email, email_key=address.key, password_hash=password_hash, locale=locale,
        expires_at=now() + LIFETIME,
    )  # fmt: skip
    db.session.add(joining)
    db.session.flush()
    enqueue(mail_joining, joining_id=joining.id)


@transaction
def ask_confirmation(actor: Actor) -> None:
    """Mail the letter that confirms the address once more."""
    limit("letter", "4/hour", actor.member_id)
    member = db.session.get_one(Member, actor.member_id)
    if member.email_key and member.confirmed_at is None:
        enqueue(mail_key, purpose=CONFIRM, key=member.email_key)


@transaction
def confirm(token: str, name: str | None, visit: Visit) -> Opened | None:
    """Use a mailed key up: who asked to join is a member then, who was one is confirmed; None for a dead key.

    The name may be another than was asked for, because that one may have been given away meanwhile.
    """
    joining = db.session.scalar(select(Joining).where(Joining.token_digest == digest(token)).with_for_update())
    if joining is not None:
        return _welcome(joining, name or joining.name, visit) if joining.expires_at > now() else None
    found = take_key(token, CONFIRM)
    if found is None:
        return None
    member, _key = found
    member.confirmed_at = member.confirmed_at or now()
    record(MemberConfirmed(member.id))
    return open_session(member, "letter", visit)


def _welcome(joining: Joining, name: str, visit: Visit) -> Opened:
    member = _new_member(new_name(name), "member", now())
    member.email, member.email_key = joining.email, joining.email_key
    member.password_hash, member.locale = joining.password_hash, joining.locale
    member.confirmed_at = member.created_at
    db.session.execute(delete(Joining).where(Joining.email_key == joining.email_key))
    _add(member)
    _ask_gates(member.name, joining.email).settle("member", member.id)
    return open_session(member, "joining", visit)


def _ask_gates(name: str, email: str) -> gates.Verdict:
    """Let the gates look at who wants to join; one they hold is a member, and moderators look."""
    verdict = gates.ask(gates.Draft("member", GUEST, "", name, email))
    if verdict.outcome == "refuse":
        raise Refused(verdict.reason, "email")
    return verdict


def make_member(
    name: str,
    email: str | None,
    password: str | None,
    role: str = "member",
    *,
    confirmed: bool = True,
    created_at: datetime | None = None,
    title: str = "",
    about: str = "",
    trust_level: int = 0,
    locale: str | None = None,
    timezone: str | None = None,
) -> int:
    """Make a member without letters, for seeds, imports, the first run and the shell; gives its id.

    Without an address it is the author of imported posts: nobody signs in, and no fact is recorded.
    """
    address = read_email(email) if email else None
    if password is not None:
        check_password(password, telling_words(name, email))
    password_hash = hash_password(password) if password is not None else None
    member = _new_member("", role, created_at or now())
    member.title, member.trust_level = clean_line(title, LONGEST_TITLE, "title"), trust_level
    member.locale, member.timezone, member.password_hash = locale, timezone, password_hash
    member.about_source, member.about_html = about, render(about).html if about else ""
    if address is not None:
        member.email, member.email_key = address.email, address.key
        member.confirmed_at = member.created_at if confirmed else None
    return _keep(member, name)


@transaction
def _keep(member: Member, name: str) -> int:
    member.name = new_name(name, member.role)
    member.name_key = skeleton(member.name)
    _add(member)
    return member.id


def _new_member(name: str, role: str, created_at: datetime) -> Member:
    if role not in RANKS or role == "guest":
        raise Refused(_("There is no role called %(role)s.", role=role), "role")
    return Member(name=name, name_key=skeleton(name), role=role, created_at=created_at)


def _add(member: Member) -> None:
    """Store a new member; what somebody else was quicker to take is refused."""
    db.session.add(member)
    try:
        db.session.flush()
    except IntegrityError as error:
        if "email_key" in str(error.orig):
            raise Refused(_("There is an account with this address already."), "email") from None
        raise name_taken() from None
    if member.email_key is not None:
        record(MemberJoined(member.id))
        if member.confirmed_at is not None:
            record(MemberConfirmed(member.id))
