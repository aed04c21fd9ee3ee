"""What staff do about superfans: note, thank, keep a choice, take a list along."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, update

from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import add_new, db, insert_or_change, write
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text import clean_line, clean_source
from forum.core.transaction import transaction
from forum.members.models import Member
from forum.superfans import policy
from forum.superfans.events import FanThanked, SuperfansExported
from forum.superfans.models import LONGEST_NAME, LONGEST_NOTE, Fan, FanNote, FanSegment, FanThanks
from forum.superfans.queries import FanView, Wanted, superfans

MOST_EXPORTED = 1000


@transaction
def write_note(actor: Actor, member_id: int, words: str) -> None:
    """Remember something about a member."""
    require(policy.may_look(actor))
    words = clean_source(words)[:LONGEST_NOTE].strip()
    if not words:
        raise Refused(_("Write the note first."), "words")
    _there(member_id)
    db.session.add(FanNote(member_id=member_id, by_id=actor.member_id, words=words, made_at=now()))


@transaction
def drop_note(actor: Actor, note_id: int) -> None:
    """Throw a note away."""
    require(policy.may_look(actor))
    write().execute(delete(FanNote).where(FanNote.id == note_id))


@transaction
def thank(actor: Actor, member_id: int) -> None:
    """Say that a member was thanked now, outside of the house."""
    require(policy.may_look(actor))
    _there(member_id)
    note_thanks(member_id, actor.member_id, now())
    record(FanThanked(member_id, actor.member_id))


@transaction
def note_thanks(member_id: int, by_id: int | None, moment: datetime) -> None:
    """Remember when a member was thanked."""
    values = {"thanked_at": moment, "by_id": by_id}
    write().execute(
        insert_or_change(FanThanks)
        .values(member_id=member_id, **values)
        .on_conflict_do_update(index_elements=["member_id"], set_=values)
    )
    write().execute(update(Fan).where(Fan.member_id == member_id).values(thanked_at=moment))


@transaction
def keep_segment(actor: Actor, name: str, wanted: Wanted) -> None:
    """Keep a choice under a name."""
    require(policy.may_look(actor))
    name = clean_line(name, LONGEST_NAME, "name")
    if not name:
        raise Refused(_("Give the segment a name."), "name")
    if not add_new(FanSegment, name=name, wanted=wanted.stored(), by_id=actor.member_id, made_at=now()):
        raise Refused(_("There is a segment of this name already."), "name")


@transaction
def drop_segment(actor: Actor, segment_id: int) -> None:
    """Throw a segment away; nobody in it is touched."""
    require(policy.may_look(actor))
    write().execute(delete(FanSegment).where(FanSegment.id == segment_id))


@transaction
def export(actor: Actor, wanted: Wanted) -> list[FanView]:
    """Give all who are wanted, to take along; that somebody does is a fact."""
    require(policy.may_look(actor))
    found, _more = superfans(wanted, most=MOST_EXPORTED)
    record(SuperfansExported(actor.member_id, len(found), wanted.stored()))
    return found


def _there(member_id: int) -> None:
    if db.session.get(Member, member_id) is None:
        raise Refused(_("This member is not there any more."))
