"""What is done around a case before it is decided: claimed, noted, asked about, handed up; and what the house chose."""

from datetime import timedelta

from flask_babel import gettext as _

from forum.core.access import Actor, Denied, require
from forum.core.cache import cache
from forum.core.clock import now
from forum.core.db import db, lock
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text import clean_line, clean_source
from forum.core.transaction import after_commit, transaction
from moderation.audit.actions import note
from moderation.queue import policy
from moderation.queue.actions.reporting import rank
from moderation.queue.events import AuthorAnswered, AuthorAsked, CaseClaimed, CaseEscalated, TermsChanged
from moderation.queue.models import LONGEST_REASON, Case, CaseNote, PreparedNote, Term
from moderation.queue.terms import Terms, plain, terms

CLAIM_FOR = timedelta(minutes=3)
LONGEST_WORDS = 4000
LONGEST_NAME = 80


@transaction
def claim(actor: Actor, case_id: int) -> None:
    """Say softly that one looks at a case; it binds nobody and is over in three minutes."""
    case = _case(case_id)
    require(policy.may_decide(actor, case))
    moment = now()
    if case.looked_at is None:
        case.looked_at, case.late = moment, False
        case.due_at, case.warned_at = max(case.opened_at + terms().until_decision, moment), None
        rank(case)
    theirs = case.claimed_until is not None and case.claimed_until > moment and case.claimed_by_id != actor.member_id
    if not theirs:
        fresh = case.claimed_by_id != actor.member_id or case.claimed_until is None or case.claimed_until < moment
        case.claimed_by_id, case.claimed_until = actor.member_id, moment + CLAIM_FOR
        if fresh:
            record(CaseClaimed(case.id, actor.member_id))


@transaction
def let_go(actor: Actor, case_id: int) -> None:
    """Look away from a case, so that others know."""
    case = _case(case_id)
    if case.claimed_by_id is not None and case.claimed_by_id == actor.member_id:
        case.claimed_by_id = case.claimed_until = None
        record(CaseClaimed(case.id, None))


@transaction
def escalate(actor: Actor, case_id: int) -> None:
    """Ask for somebody with more say: the case goes up in the queue and says so."""
    case = _case(case_id)
    require(policy.may_decide(actor, case))
    if case.escalated_at is None:
        case.escalated_at = now()
        rank(case)
        note(actor, "case.escalated", f"case:{case.id}")
        record(CaseEscalated(case.id, actor.member_id))


@transaction
def write_note(actor: Actor, case_id: int, words: str) -> int:
    """Leave a line for other moderators; gives its id."""
    case = _case(case_id)
    require(policy.may_look(actor, case))
    return _write(actor, case, words, shared=False)


@transaction
def ask_author(actor: Actor, case_id: int, words: str) -> int:
    """Write to the author of what the case is about, in the case; gives the line's id."""
    case = _case(case_id)
    require(policy.may_look(actor, case))
    if case.author_id is None:
        raise Refused(_("There is nobody to write to."))
    number = _write(actor, case, words, shared=True)
    record(AuthorAsked(case.id, case.author_id, actor.member_id))
    return number


@transaction
def answer(actor: Actor, case_id: int, words: str) -> int:
    """Write back to the moderators, as the author; suspended or not. Gives the line's id."""
    case = db.session.get(Case, case_id)
    if case is None or actor.member_id is None or case.author_id != actor.member_id or not _spoken_to(case_id):
        raise Denied(_("There is no conversation here for you."))
    number = _write(actor, lock(Case, case_id), words, shared=True)
    record(AuthorAnswered(case_id, actor.member_id))
    return number


@transaction
def prepare(actor: Actor, title: str, words: str, guideline: int | None = None) -> int:
    """Keep words that moderators use again; gives their id."""
    require(policy.may_moderate(actor))
    title, words = clean_line(title, LONGEST_NAME, "title"), clean_line(words, LONGEST_REASON, "words")
    if not title or not words:
        raise Refused(_("A prepared note needs a title and words."), "title" if words else "words")
    made = PreparedNote(title=title, words=words, guideline=guideline, made_at=now())
    db.session.add(made)
    db.session.flush()
    note(actor, "note.prepared", f"note:{made.id}")
    return made.id


@transaction
def drop_prepared(actor: Actor, prepared_id: int) -> None:
    """Throw a prepared note away; dropping it twice is dropping it once."""
    require(policy.may_moderate(actor))
    if prepared := db.session.get(PreparedNote, prepared_id):
        db.session.delete(prepared)
        note(actor, "note.dropped", f"note:{prepared_id}")


@transaction
def choose_terms(actor: Actor, chosen: Terms) -> None:
    """Change what the house promises, for cases that are opened from now on."""
    require(policy.may_set_terms(actor))
    _check(chosen)
    before, after = plain(terms()), plain(chosen)
    for name, value in after.items():
        db.session.merge(Term(name=name, value=value))
    note(actor, "terms.changed", "house:moderation", before=before, after=after)
    record(TermsChanged(actor.member_id))
    after_commit(_forget)


def _check(chosen: Terms) -> None:
    if not 5 <= chosen.first_look <= 60 * 24 * 30:
        raise Refused(_("Choose between 5 minutes and 30 days."), "first_look")
    if not chosen.first_look <= chosen.decision <= 60 * 24 * 60:
        raise Refused(_("The decision comes after the first look, within 60 days."), "decision")
    if not 183 <= chosen.appeal_days <= 3650:
        raise Refused(_("Appeals are open for six months at least: the law asks for it."), "appeal_days")


def _forget() -> None:
    cache.drop("terms of moderation")


def _spoken_to(case_id: int) -> bool:
    spoken = db.session.query(CaseNote.id).filter(CaseNote.case_id == case_id, CaseNote.shared)
    return spoken.first() is not None


def _write(actor: Actor, case: Case, words: str, *, shared: bool) -> int:
    words = clean_source(words).strip()
    if not 1 <= len(words) <= LONGEST_WORDS:
        raise Refused(_("Write 1 to %(most)s letters.", most=LONGEST_WORDS), "words")
    made = CaseNote(case_id=case.id, by_id=actor.member_id, shared=shared, words=words, made_at=now())
    db.session.add(made)
    db.session.flush()
    return made.id


def _case(case_id: int) -> Case:
    if db.session.get(Case, case_id) is None:
        raise Refused(_("There is no such case."))
    return lock(Case, case_id)
