"""What can be done in mediations: opened, spoken in, rested, closed; and messages taken from sight."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from forum.core.access import Actor, Denied, require
from forum.core.clock import now
from forum.core.db import add_new, db, lock
from forum.core.events import record
from forum.core.limits import limit
from forum.core.refusal import Refused
from forum.core.text import clean_line
from forum.core.transaction import transaction
from forum.members.models import Member, Suspension
from forum.members.queries import ids_of_names
from moderation.audit.actions import note
from moderation.mediation import policy
from moderation.mediation.events import MediationClosed, MediationOpened, MediationSpoken
from moderation.mediation.models import LONGEST_SUBJECT, Mediation, MediationMessage
from moderation.mediation.queries import ready_at
from moderation.mediation.words import CLOSED, LOOKED, OPENED, RESTED, prepare
from moderation.queue.models import Case
from moderation.queue.policy import may_look

LONGEST_REST = 30 * 24
LONGEST_PACE = 24 * 60
RATE = "60/hour"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A mediation as it was asked for: hours of rest from each other, minutes between messages here."""

    first: str
    second: str
    subject: str
    words: str
    rest: int
    pace: int
    case_id: int | None = None


@transaction
def open_mediation(actor: Actor, asked: Asked) -> int:
    """Open a closed conversation with two members; gives its id."""
    case = _case(actor, asked.case_id)
    require(policy.may_open(actor, from_case=case is not None))
    people = _two(asked.first, asked.second)
    roles = {person.id: person.role for person in people}
    require(policy.may_open(actor, from_case=case is not None and case.author_id in roles))
    if no := policy.may_ask(actor, roles):
        raise Refused(no, "second")
    _refuse_silent(people)
    _check_times(asked.rest, asked.pace)
    if not (subject := clean_line(asked.subject, LONGEST_SUBJECT, "subject")):
        raise Refused(_("Say in a few words what it is about."), "subject")
    source, html = prepare(asked.words)
    first_id, second_id = sorted(roles)
    fresh = add_new(
        Mediation, case_id=case.id if case else None, first_id=first_id, second_id=second_id, by_id=actor.member_id,
        subject=subject, rests_until=now() + timedelta(hours=asked.rest) if asked.rest else None, pace=asked.pace,
        opened_at=now(), closed_at=None, outcome="", outcome_html="",
    )  # fmt: skip
    if not fresh:
        raise Refused(_("These two talk with a moderator already: that conversation has to end first."), "second")
    made = db.session.scalars(
        select(Mediation).where(
            Mediation.first_id == first_id, Mediation.second_id == second_id, Mediation.closed_at.is_(None)
        )
    ).one()
    _say(actor, made, source, html)
    told = {"members": [first_id, second_id], "case": made.case_id, "rest": asked.rest, "pace": asked.pace}
    note(actor, OPENED, f"mediation:{made.id}", after=told)
    record(MediationOpened(made.id, [first_id, second_id], actor.member_id))
    return made.id


@transaction
def speak(actor: Actor, mediation_id: int, words: str) -> int:
    """Say something in a mediation; the two wait a while between their messages. Gives the message's id."""
    talk = _talk(mediation_id)
    require(policy.may_speak(actor, talk))
    if not policy.leads(actor, talk):
        last, ready = ready_at(talk.id, actor.member_id or 0, talk.pace)
        if why := policy.must_wait(last, ready, now()):
            raise Refused(why, "words")
    limit("mediation", RATE, actor.member_id)
    source, html = prepare(words)
    message_id = _say(actor, talk, source, html)
    to = [each for each in (talk.first_id, talk.second_id, talk.by_id) if each and each != actor.member_id]
    record(MediationSpoken(talk.id, message_id, actor.member_id, to))
    return message_id


@transaction
def rest(actor: Actor, mediation_id: int, hours: int, pace: int) -> None:
    """Let the two rest from each other for so many hours from now; none lets them answer each other again."""
    talk = _talk(mediation_id)
    require(policy.may_lead(actor, talk))
    _check_times(hours, pace)
    talk.rests_until, talk.pace = now() + timedelta(hours=hours) if hours else None, pace
    note(actor, RESTED, f"mediation:{talk.id}", after={"rest": hours, "pace": pace})


@transaction
def close(actor: Actor, mediation_id: int, outcome: str) -> None:
    """End a mediation with words that both read; their rest from each other is over with it."""
    talk = _talk(mediation_id)
    require(policy.may_lead(actor, talk))
    talk.outcome, talk.outcome_html = prepare(outcome, "outcome")
    talk.closed_at = now()
    note(actor, CLOSED, f"mediation:{talk.id}")
    record(MediationClosed(talk.id, [talk.first_id, talk.second_id], actor.member_id))


@transaction
def look(actor: Actor, mediation_id: int) -> None:
    """Note that an administrator reads a conversation that is between others."""
    talk = _talk(mediation_id)
    require(policy.may_read(actor, talk))
    note(actor, LOOKED, f"mediation:{talk.id}")


@transaction
def hide(_actor: Actor, message_id: int, _why: str) -> None:
    """Take a message out of sight."""
    lock(MediationMessage, message_id).hidden_at = now()


@transaction
def restore(_actor: Actor, message_id: int) -> None:
    """Bring a message back."""
    lock(MediationMessage, message_id).hidden_at = None


def _say(actor: Actor, talk: Mediation, source: str, html: str) -> int:
    made = MediationMessage(mediation_id=talk.id, author_id=actor.member_id, source=source, html=html, made_at=now())
    db.session.add(made)
    db.session.flush()
    return made.id


def _two(first: str, second: str) -> list[Member]:
    """Give the two members that were named; raises Refused at the field that names nobody."""
    found: list[Member] = []
    for field, typed in (("first", first), ("second", second)):
        name = typed.strip().removeprefix("@")
        member_id = ids_of_names([name]).get(name)
        if member_id is None:
            raise Refused(_("There is no member called %(name)s.", name=name or "?"), field)
        found.append(db.session.get_one(Member, member_id))
    if found[0].id == found[1].id:
        raise Refused(_("A quarrel needs two: name another member."), "second")
    return found


def _refuse_silent(people: list[Member]) -> None:
    """Refuse a conversation in which one of the two could not answer."""
    for field, person in zip(("first", "second"), people, strict=True):
        held = db.session.get(Suspension, person.id)
        if held is not None and held.until > now():
            raise Refused(_("%(name)s is suspended and could not answer.", name=person.name), field)
        if person.email_key is None:
            raise Refused(_("%(name)s has no account any more.", name=person.name), field)


def _case(actor: Actor, case_id: int | None) -> Case | None:
    """Give the case that a mediation comes from, where it is the moderator's."""
    case = db.session.get(Case, case_id) if case_id is not None else None
    if case is not None:
        require(may_look(actor, case))
    return case


def _check_times(hours: int, pace: int) -> None:
    if not 0 <= hours <= LONGEST_REST:
        raise Refused(_("Choose 0 to %(most)s hours.", most=LONGEST_REST), "rest")
    if not 0 <= pace <= LONGEST_PACE:
        raise Refused(_("Choose 0 to %(most)s minutes.", most=LONGEST_PACE), "pace")


def _talk(mediation_id: int) -> Mediation:
    if db.session.get(Mediation, mediation_id) is None:
        raise Denied(_("There is no such conversation."))
    return lock(Mediation, mediation_id)
