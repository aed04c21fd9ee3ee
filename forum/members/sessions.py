"""Sessions: opened on the server, carried as a token in a cookie, ended from anywhere (S07-S09)."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, bindparam, delete, select, update
from sqlalchemy.exc import OperationalError

from forum.core.access import Actor, audiences_of, require
from forum.core.clock import now
from forum.core.db import Statement, db, insert_or_change, read, write
from forum.core.events import record
from forum.core.session import LIFETIME_S
from forum.core.signin import login_manager
from forum.core.tokens import digest, fresh_token
from forum.core.transaction import Busy, transaction
from forum.members.events import MemberSignedIn, SessionsEnded
from forum.members.models import Member, SeenDay, Session, Suspension
from forum.members.policy import may_sign_in
from forum.members.registry import passes, turned_away, unseen

SEEN_EVERY = timedelta(minutes=10)
STILL_HERE = timedelta(minutes=30)
"""Whoever asks for a page within this time after the last one was reading meanwhile."""
A_GLANCE_S = 60


@cache
def _visitor() -> Statement:
    """Make the one statement, once all rooms have said what they count."""
    return (
        select(
            Session.id.label("session_id"), Session.seen_at, Member.id, Member.name, Member.role, Member.scope,
            Member.trust_level, Member.confirmed_at, Member.locale, Member.timezone, Member.avatar_key,
            Suspension.until, unseen().label("unseen"),
            passes().label("passes"),
        )
        .join(Member, Member.id == Session.member_id)
        .outerjoin(Suspension, and_(Suspension.member_id == Member.id, Suspension.until > bindparam("now")))
        .where(Session.token_digest == bindparam("token"), Session.expires_at > bindparam("now"))
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """Where somebody comes from: their browser in words, address and network, and the session they had.

    `device` is a mark that the browser keeps when sessions end; only its digest is stored.
    """

    browser: str = ""
    address: str = ""
    network: str = ""
    session_id: int | None = None
    device: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session; its token goes into the cookie and nowhere else."""

    token: str
    session_id: int
    member_id: int


def load_visitor(token: str) -> Actor | None:
    """Give whoever carries this token, with one statement; None when the session is over."""
    moment = now()
    row = read().execute(_visitor(), {"token": digest(token), "now": moment}).one_or_none()
    if row is None:
        return None
    if row.seen_at < moment - SEEN_EVERY:
        with suppress(Busy, OperationalError):  # reading goes on when nothing can be written
            _note_seen(row)
    return _actor(token, row)


login_manager.user_loader(load_visitor)


def open_session(member: Member, way: str, visit: Visit) -> Opened:
    """Open a session in the current transaction; every way in ends here (S14)."""
    require(may_sign_in(member) or turned_away(visit.address, member.email_key or "", member.role))
    if visit.session_id is not None:
        end_sessions(Session.id == visit.session_id)
    token, moment = fresh_token(), now()
    made = Session(
        member_id=member.id, token_digest=digest(token), browser=visit.browser, address=visit.address,
        device=digest(visit.device) if visit.device else None,
        created_at=moment, seen_at=moment, verified_at=moment, expires_at=moment + timedelta(seconds=LIFETIME_S),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    _count_day(member.id, moment, A_GLANCE_S)
    record(MemberSignedIn(member.id, made.id, way))
    return Opened(token, made.id, member.id)


def end_sessions(*which: object) -> None:
    """End the sessions that meet all the conditions, in the current transaction (S08)."""
    ended: dict[int, list[int]] = {}
    doomed = delete(Session).where(*which).returning(Session.id, Session.member_id)  # type: ignore[arg-type]
    for session_id, member_id in db.session.execute(doomed.execution_options(synchronize_session=False)):
        ended.setdefault(member_id, []).append(session_id)
    for member_id, session_ids in ended.items():
        record(SessionsEnded(member_id, session_ids))


def browser_name(agent: str) -> str:
    """Say in two words what a browser calls itself."""
    browsers = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
    systems = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS",
               "CrOS": "ChromeOS", "Linux": "Linux"}  # fmt: skip
    browser = next((name for sign, name in browsers.items() if sign in agent), "")
    system = next((name for sign, name in systems.items() if sign in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s", browser=browser, system=system)
    return browser or system or re.sub(r"[^\w ./-]", "", agent)[:40]


@transaction
def _note_seen(row: Any) -> None:
    """Note that a session is in use, and the time spent here, once in ten minutes."""
    moment = now()
    stale = update(Session).where(Session.id == row.session_id, Session.seen_at < moment - SEEN_EVERY)
    moved = db.session.execute(stale.values(seen_at=moment).execution_options(synchronize_session=False))
    if moved.rowcount > 0:  # type: ignore[attr-defined]
        away = moment - row.seen_at
        _count_day(row.id, moment, round(away.total_seconds()) if away < STILL_HERE else A_GLANCE_S)


def _count_day(member_id: int, moment: datetime, seconds: int) -> None:
    write().execute(_day(insert_or_change(SeenDay)), {"member_id": member_id, "day": moment.date(), "seconds": seconds})


@cache
def _day(fresh: Any) -> Any:
    return fresh.on_conflict_do_update(
        index_elements=["member_id", "day"], set_={"seconds": SeenDay.seconds + fresh.excluded.seconds}
    )


def _actor(token: str, row: Any) -> Actor:
    return Actor(
        member_id=row.id,
        name=row.name,
        role=row.role,
        audiences=audiences_of(row.role).union(filter(None, row.passes.split(","))),
        trust_level=row.trust_level,
        confirmed=row.confirmed_at is not None,
        suspended_until=row.until.isoformat() if row.until else None,
        scope=frozenset(row.scope) if row.scope is not None else None,
        locale=row.locale,
        timezone=row.timezone,
        avatar=row.avatar_key,
        session_id=row.session_id,
        token=token,
        unseen=row.unseen,
    )
