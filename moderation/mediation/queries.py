"""What can be seen of mediations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from forum.core.access import Actor
from forum.core.clock import now
from forum.core.db import Moment, Statement, read
from moderation.mediation.models import Mediation, MediationMessage
from moderation.queue.models import Case

MOST = 100


@dataclass(frozen=True, slots=True)
class TalkView:
    """A mediation as those who are in it see it."""

    id: int
    case_id: int | None
    first_id: int
    second_id: int
    by_id: int | None
    subject: str
    rests_until: datetime | None
    pace: int
    opened_at: datetime
    closed_at: datetime | None
    outcome_html: str

    @property
    def resting(self) -> bool:
        """Tell whether the two rest from each other now."""
        return self.closed_at is None and self.rests_until is not None and self.rests_until > now()

    def other_than(self, member_id: int | None) -> int:
        """Give the other one of the two."""
        return self.second_id if member_id == self.first_id else self.first_id


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message of a mediation."""

    id: int
    author_id: int | None
    html: str
    made_at: datetime
    hidden_at: datetime | None


@dataclass(frozen=True, slots=True)
class Rest:
    """That two members do not answer each other for now."""

    mediation_id: int
    other_id: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """One message, and where it stands, whoever asks."""

    id: int
    author_id: int | None
    source: str
    html: str
    hidden_at: datetime | None
    mediation_id: int
    subject: str
    first_id: int
    second_id: int
    by_id: int | None
    closed_at: datetime | None


_row = (
    Mediation.id, Mediation.case_id, Mediation.first_id, Mediation.second_id, Mediation.by_id, Mediation.subject,
    Mediation.rests_until, Mediation.pace, Mediation.opened_at, Mediation.closed_at, Mediation.outcome_html,
)  # fmt: skip
_me: Any = bindparam("me")
_party = or_(Mediation.first_id == _me, Mediation.second_id == _me)
_newest = (Mediation.closed_at.is_not(None), Mediation.id.desc())
_ONE: Statement = select(*_row).where(Mediation.id == bindparam("mediation_id"))
_MINE: Statement = select(*_row).where(_party).order_by(*_newest).limit(MOST)
_LED: Statement = select(*_row).where(Mediation.by_id == _me).order_by(*_newest).limit(MOST)
_ALL: Statement = select(*_row).order_by(*_newest).limit(MOST)
_MESSAGES: Statement = (
    select(
        MediationMessage.id, MediationMessage.author_id, MediationMessage.html, MediationMessage.made_at,
        MediationMessage.hidden_at,
    )
    .where(MediationMessage.mediation_id == bindparam("mediation_id"))
    .order_by(MediationMessage.id)
)  # fmt: skip
_SAID: Statement = (
    select(
        MediationMessage.id, MediationMessage.author_id, MediationMessage.source, MediationMessage.html,
        MediationMessage.hidden_at, Mediation.id.label("mediation_id"), Mediation.subject, Mediation.first_id,
        Mediation.second_id, Mediation.by_id, Mediation.closed_at,
    )
    .join(Mediation, Mediation.id == MediationMessage.mediation_id)
    .where(MediationMessage.id == bindparam("message_id"))
)  # fmt: skip
_LAST: Statement = select(func.max(MediationMessage.made_at)).where(
    MediationMessage.mediation_id == bindparam("mediation_id"), MediationMessage.author_id == _me
)
_RESTS: Statement = select(Mediation.id, Mediation.first_id, Mediation.second_id, Mediation.rests_until).where(
    _party, Mediation.closed_at.is_(None), Mediation.rests_until > bindparam("moment", type_=Moment)
)
_FLAGGED: Statement = select(Case.id).where(Case.kind == bindparam("kind"), Case.thing_id == bindparam("thing_id"))


def talk_by_id(mediation_id: int) -> TalkView | None:
    """Give a mediation, whoever asks: whether they may read it is the policy's question."""
    row = read().execute(_ONE, {"mediation_id": mediation_id}).first()
    return TalkView(*row) if row else None


def talks_with(member_id: int | None) -> list[TalkView]:
    """List the mediations that a member is one of the two in, those that are open first."""
    return [TalkView(*row) for row in read().execute(_MINE, {"me": member_id or 0})]


def talks_led(actor: Actor) -> list[TalkView]:
    """List the mediations that a moderator leads, or all for administrators; those that are open first."""
    statement = _ALL if actor.role == "admin" else _LED
    rows = read().execute(statement, {} if actor.role == "admin" else {"me": actor.member_id})
    return [talk for row in rows if actor.member_id not in {(talk := TalkView(*row)).first_id, talk.second_id}]


def messages_of(mediation_id: int) -> list[MessageView]:
    """List what was said, the oldest first."""
    return [MessageView(*row) for row in read().execute(_MESSAGES, {"mediation_id": mediation_id})]


def message_by_id(message_id: int) -> Said | None:
    """Give one message, whoever asks."""
    row = read().execute(_SAID, {"message_id": message_id}).first()
    return Said(*row) if row else None


def ready_at(mediation_id: int, member_id: int, pace: int) -> tuple[datetime | None, datetime | None]:
    """Give when somebody spoke last, and when they can speak again."""
    last: datetime | None = read().execute(_LAST, {"mediation_id": mediation_id, "me": member_id}).scalar()
    return last, last + timedelta(minutes=pace) if last else None


def rests_of(member_id: int) -> list[Rest]:
    """List whom a member does not answer for now."""
    rows: Sequence[Any] = read().execute(_RESTS, {"me": member_id, "moment": now()}).all()
    return [Rest(row[0], row[2] if row[1] == member_id else row[1], row[3]) for row in rows]


def is_flagged(kind: str, thing_id: int) -> bool:
    """Tell whether a message was ever brought before the moderators."""
    return read().execute(_FLAGGED, {"kind": kind, "thing_id": thing_id}).first() is not None
