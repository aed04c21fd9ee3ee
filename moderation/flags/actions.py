"""What can be done with flags: raised, taken back, settled, answered."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from forum.core.access import HOUSE, Actor, require
from forum.core.clock import now
from forum.core.db import add_new, db, lock
from forum.core.events import record
from forum.core.limits import limit
from forum.core.refusal import Refused
from forum.core.text import clean_source
from forum.core.transaction import transaction
from forum.members.models import Member
from forum.trust.rights import allows
from moderation.audit.actions import note
from moderation.flags import policy
from moderation.flags.events import FlagAnswered, FlagRaised, FlagWithdrawn
from moderation.flags.models import LONGEST_WORDS, Flag
from moderation.flags.queries import seen_at, weight_of
from moderation.flags.registry import MANY_FLAGS, SHELTERED
from moderation.flags.weighing import HIDES_AT
from moderation.guidelines.queries import current_edition, texts
from moderation.queue import actions as queue
from moderation.queue import exhibits
from moderation.queue.models import Decision

SOURCE = "flag"
RATES = ("5/hour", "10/day")
"""What newcomers may flag; those who are known may flag five times as much a day."""
KNOWN_RATE = "50/day"


@transaction
def flag(actor: Actor, kind: str, thing_id: int, guideline: int, words: str = "") -> int:
    """Bring a thing before the moderators by the guideline that it breaks; gives the flag's id.

    Where enough weight comes together, the thing is hidden until somebody looks.
    """
    if seen_at(actor, kind, thing_id) is None:
        raise Refused(_("This is not there any more."))
    author_id = exhibits.taken(kind, thing_id).author_id
    require(policy.may_flag(actor, author_id))
    edition, words = _edition_with(guideline), clean_source(words, LONGEST_WORDS, "words").strip()
    mine = _raise(actor, kind, thing_id, guideline=guideline, edition=edition, words=words)
    _count(actor)
    mine.case_id = queue.report(
        kind, thing_id, source=SOURCE, source_id=mine.id, by=actor, guideline=guideline, weight=mine.weight,
        detail={"words": words} if words else {},
    )  # fmt: skip
    db.session.flush()
    _shelter(mine.case_id, kind, thing_id, author_id)
    record(FlagRaised(mine.id, mine.case_id, mine.member_id))
    return mine.id


@transaction
def withdraw(actor: Actor, flag_id: int) -> None:
    """Take one's flag back: it counts for nothing, and nobody was right or wrong."""
    if db.session.get(Flag, flag_id) is None:
        raise Refused(_("There is no such flag."))
    mine = lock(Flag, flag_id)
    require(policy.may_withdraw(actor, mine.member_id, open_=mine.outcome == "" and mine.withdrawn_at is None))
    mine.withdrawn_at = now()
    queue.withdraw(SOURCE, flag_id)
    record(FlagWithdrawn(flag_id, mine.member_id))


@transaction
def settle(hits: Sequence[Sequence[str | int | None]], outcome: str) -> None:
    """Write down what became of the flags among the hits of a case; "" lets them wait again."""
    ids = [number for source, number in hits if source == SOURCE and number is not None]
    settled = now() if outcome else None
    db.session.execute(
        update(Flag)
        .where(Flag.id.in_(ids), Flag.withdrawn_at.is_(None))
        .values(outcome=outcome, settled_at=settled)
        .execution_options(synchronize_session=False)
    )


@transaction
def answer(decision_id: int) -> None:
    """Tell those who flagged what was decided, unless it was undone meanwhile or they know it."""
    made = db.session.get(Decision, decision_id)
    if made is None or made.undone_at is not None:
        return
    news = select(Flag).where(
        Flag.case_id == made.case_id, Flag.withdrawn_at.is_(None), Flag.outcome != "", Flag.told != Flag.outcome
    )
    for each in db.session.scalars(news.with_for_update()).all():
        each.told = each.outcome
        record(FlagAnswered(each.id, each.member_id, each.outcome))


def _raise(actor: Actor, kind: str, thing_id: int, *, guideline: int, edition: int, words: str) -> Flag:
    """Store a flag, or raise one again that was taken back."""
    member_id = actor.member_id or 0
    said = {
        "guideline": guideline, "edition": edition, "words": words, "weight": weight_of(member_id), "made_at": now(),
    }  # fmt: skip
    fresh = add_new(Flag, kind=kind, thing_id=thing_id, member_id=member_id, outcome="", told="", **said)
    own = (Flag.kind == kind, Flag.thing_id == thing_id, Flag.member_id == member_id)
    mine = db.session.scalars(select(Flag).where(*own).with_for_update()).one()
    if not fresh and (mine.withdrawn_at is None or mine.outcome):
        raise Refused(_("You flagged this already. A moderator looks at it."))
    if not fresh:
        mine.withdrawn_at = None
        for name, value in said.items():
            setattr(mine, name, value)
    return mine


def _count(actor: Actor) -> None:
    for rate in (KNOWN_RATE,) if allows(actor, MANY_FLAGS) else RATES:
        limit("flag", rate, actor.member_id)


def _edition_with(guideline: int) -> int:
    edition = current_edition()
    if guideline not in {view.number for view in texts(edition)}:
        raise Refused(_("Choose the guideline that this breaks."), "guideline")
    return edition


def _shelter(case_id: int, kind: str, thing_id: int, author_id: int | None) -> None:
    role = db.session.scalar(select(Member.role).where(Member.id == author_id)) if author_id else None
    if not policy.is_hidden_by_flags(role):
        return
    waiting = (Flag.case_id == case_id, Flag.outcome == "", Flag.withdrawn_at.is_(None))
    heavy: float = db.session.scalar(select(func.sum(Flag.weight)).where(*waiting)) or 0.0
    why = _("Several members flagged this. It is hidden until a moderator looks.")
    if heavy >= HIDES_AT and queue.shelter(case_id, why):
        note(HOUSE, SHELTERED, f"{kind}:{thing_id}", why=why, after={"weight": round(heavy, 2)}, automatic=True)
