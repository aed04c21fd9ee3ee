"""What the queue holds of people: cases about their things, the evidence, and what was said with them."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update

from forum.core.clock import now
from forum.core.db import read, write
from forum.core.personal import ERASED, Holding, Person, Rows, Wish, holds, holds_nobody, plain
from moderation.queue.models import Case, CaseLink, CaseNote, Decision, Evidence, Hit, PreparedNote, Term
from moderation.queue.terms import terms


def give(person: Person) -> Rows:
    """Give the cases about things of theirs, the frozen copies, the decisions, and the conversations."""
    mine = Case.author_id == person.member_id
    cases = select(Case.id, Case.kind, Case.title, Case.state, Case.opened_at, Case.decided_at).where(mine)
    copies = select(Evidence.case_id, Evidence.title, Evidence.source, Evidence.frozen_at)
    made = select(Decision.case_id, Decision.verdict, Decision.guideline, Decision.reason, Decision.made_at)
    talks = select(CaseNote.case_id, CaseNote.words, CaseNote.made_at).where(CaseNote.shared)
    return {
        "cases": plain(cases),
        "evidence": plain(copies.join(Case, Case.id == Evidence.case_id).where(mine)),
        "decisions": plain(made.join(Case, Case.id == Decision.case_id).where(mine)),
        "conversations": plain(talks.join(Case, Case.id == CaseNote.case_id).where(mine)),
    }


def erase(person: Person, _wish: Wish) -> datetime | None:
    """Take out the words of evidence, notes and reasons that nobody can appeal about any more; by law, not before."""
    theirs = select(Case.id).where(Case.author_id == person.member_id)
    window, moment = timedelta(days=terms().appeal_days), now()
    over = theirs.where(Case.state == "decided", Case.decided_at < moment - window)
    blank = {"source": str(ERASED), "html": "", "pictures": []}
    write().execute(update(Evidence).where(Evidence.case_id.in_(over)).values(title="", **blank))
    write().execute(delete(CaseLink).where(CaseLink.case_id.in_(over)))
    write().execute(update(CaseNote).where(CaseNote.case_id.in_(over)).values(words=str(ERASED)))
    said = update(Decision).where(Decision.case_id.in_(over), Decision.reason != "")
    write().execute(said.values(reason=str(ERASED)))
    write().execute(update(Case).where(Case.id.in_(over)).values(title="", excerpt="", likeness=""))
    write().execute(update(Hit).where(Hit.by_id == person.member_id, Hit.outcome != "").values(detail={}))
    bound = theirs.where(or_(Case.state == "open", Case.decided_at >= moment - window)).subquery()
    last = read().execute(select(func.count(), func.max(Case.decided_at)).where(Case.id.in_(select(bound.c.id)))).one()
    return (last[1] or moment) + window if last[0] else None


holds(
    Holding(
        room="queue",
        tables=frozenset(each.__tablename__ for each in (Case, CaseLink, Hit, Evidence, Decision, CaseNote)),
        gives=give,
        erases=erase,
    )
)
holds_nobody("words and promises of the house", PreparedNote.__tablename__, Term.__tablename__)
