"""What can be done about people: notes, blocks at the door, and traces that fade."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete

from forum.core.access import Actor, require
from forum.core.cache import cache
from forum.core.clock import now
from forum.core.db import db, insert_or_change, write
from forum.core.refusal import Refused
from forum.core.text import clean_line, clean_source
from forum.core.transaction import transaction
from forum.members.models import Member
from moderation.audit.actions import note as tell
from moderation.people import policy
from moderation.people.acts import BLOCKED, LOOKED, NOTED, UNBLOCKED, UNNOTED
from moderation.people.models import Block, MemberNote, Trace
from moderation.people.networks import Barred, around, read_host, read_network, trace_of

LONGEST_NOTE, LONGEST_REASON = 2000, 500
LONGEST_DAYS = 365
TRACES_KEPT = timedelta(days=90)


@transaction
def write_note(actor: Actor, member_id: int, words: str) -> int:
    """Note something on a member for other moderators; gives the note's id."""
    require(policy.may_note(actor))
    words = clean_source(words, LONGEST_NOTE, "words").strip()
    if not words:
        raise Refused(_("Write something first."), "words")
    if db.session.get(Member, member_id) is None:
        raise Refused(_("There is no such member."))
    made = MemberNote(member_id=member_id, by_id=actor.member_id, words=words, made_at=now())
    db.session.add(made)
    db.session.flush()
    tell(actor, NOTED, f"member:{member_id}")
    return made.id


@transaction
def drop_note(actor: Actor, note_id: int) -> None:
    """Take a note back: one's own, or any by an administrator."""
    require(policy.may_note(actor))
    note = db.session.get(MemberNote, note_id)
    if note is None:
        raise Refused(_("This note is not there any more."))
    if note.by_id != actor.member_id and actor.role != "admin":
        raise Refused(_("Somebody else wrote this note: ask them, or an administrator."))
    db.session.delete(note)
    tell(actor, UNNOTED, f"member:{note.member_id}")


@transaction
def look_at_hints(actor: Actor, member_id: int) -> None:
    """Note that a moderator looks at who shares a network or a device with a member: it is nobody's daily reading."""
    require(policy.may_see_hints(actor))
    tell(actor, LOOKED, f"member:{member_id}")


@transaction
def block(actor: Actor, kind: str, value: str, *, days: int, reason: str, own_address: str) -> int:
    """Let nobody join or come in from a network, or with mail of a host, for so many days; gives the block's id."""
    require(policy.may_block(actor))
    if kind not in {"address", "host"}:
        raise Refused(_("Choose what is blocked."), "kind")
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(_("A block lasts 1 to %(most)s days.", most=LONGEST_DAYS), "days")
    reason = clean_line(reason, LONGEST_REASON, "reason")
    if not reason:
        raise Refused(_("Say why: whoever comes after you wants to know."), "reason")
    value = read_network(value) if kind == "address" else read_host(value)
    if Barred(kind, value).catches(own_address, ""):
        raise Refused(_("This would lock you out as well."), "value")
    made = Block(
        kind=kind, value=value, reason=reason, by_id=actor.member_id, made_at=now(), until=now() + timedelta(days=days)
    )
    db.session.add(made)
    db.session.flush()
    tell(actor, BLOCKED, f"block:{made.id}", why=reason, after={"kind": kind, "days": days})
    cache.drop("blocks at the door")
    return made.id


@transaction
def unblock(actor: Actor, block_id: int) -> None:
    """End a block before its time."""
    require(policy.may_block(actor))
    made = db.session.get(Block, block_id)
    if made is None:
        raise Refused(_("This block is over already."))
    db.session.delete(made)
    tell(actor, UNBLOCKED, f"block:{block_id}")
    cache.drop("blocks at the door")


@transaction
def trace(member_id: int, address: str, device: str | None) -> None:
    """Keep digests of where a member came from: enough to see that two are the same, too little to see which."""
    seen = {"network": around(address), "device": device}
    for kind, value in seen.items():
        if value:
            row = {"member_id": member_id, "kind": kind, "digest": trace_of(kind, value)}
            made = insert_or_change(Trace).values(**row, first_at=now(), last_at=now())
            write().execute(made.on_conflict_do_update(index_elements=list(row), set_={"last_at": now()}))


@transaction
def forget_old() -> None:
    """Let traces fade, and blocks that are over with the addresses in them."""
    write().execute(delete(Trace).where(Trace.last_at < now() - TRACES_KEPT))
    write().execute(delete(Block).where(Block.until < now()))
