"""Everything a moderator needs to decide a case, on one screen."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from forum.categories.queries import tree
from forum.core.access import Actor
from forum.core.clock import now
from forum.core.review import Exhibit
from forum.core.text import Run, diff
from forum.members.queries import Author, authors
from moderation.desk.wording import fill
from moderation.guidelines.queries import GuidelineView, guidelines
from moderation.queue import exhibits, queries
from moderation.queue.policy import A_CATEGORY, may_look
from moderation.queue.priority import shown
from moderation.queue.queries import CaseRow, DecisionRow, EvidenceRow, HitRow, NoteRow
from moderation.queue.registry import Verdict, proposal, verdicts_for
from moderation.queue.terms import Terms, terms
from moderation.queue.waves import Alike, alike
from moderation.sanctions.queries import Record, record_of


@dataclass(frozen=True, slots=True)
class Listed:
    """The queue beside the case: a page of it, and how much waits in each lane."""

    rows: Sequence[CaseRow]
    hits: dict[int, list[HitRow]]
    next: int | None
    counts: dict[str, int]
    lane: str | None

    def address_after(self, case_id: int) -> str:
        """Give the address of the case that comes after one, or of the queue."""
        ids = [row.id for row in self.rows]
        later = ids[ids.index(case_id) + 1 :] if case_id in ids else ids
        here = f"?lane={self.lane}" if self.lane else ""
        return f"/moderation/cases/{later[0]}{here}" if later else f"/moderation{here}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A verdict that is open to a moderator."""

    verdict: Verdict
    fair: bool
    days: int | None


@dataclass(frozen=True, slots=True)
class Look:
    """A case as its moderator sees it. `exhibit` is None where the thing is gone."""

    case: CaseRow
    exhibit: Exhibit | None
    hits: list[HitRow]
    evidence: list[EvidenceRow]
    changes: list[Run]
    notes: list[NoteRow]
    decisions: list[DecisionRow]
    alike: list[Alike]
    record: Record | None
    choices: list[Choice]
    guideline: int | None
    parts: dict[str, float]
    prepared: list[tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class Screen:
    """The whole page: the queue, the case, who is who, and how the moderator is doing."""

    listed: Listed
    look: Look | None
    people: dict[int, Author]
    places: dict[str, str]
    guidelines: Sequence[GuidelineView]
    undo: DecisionRow | None
    load: int
    terms: Terms


def compose(
    actor: Actor, locale: str, *, lane: str | None, after: int | None, case_id: int | None, whole: bool = True
) -> Screen:
    """Put the page together for a moderator: the case that was asked for, or the most urgent one that is free.

    Unless it is the `whole` page, there is only the list.
    """
    rows, following = queries.queue(actor, lane, after)
    case = queries.case_by_id(case_id) if case_id else next((row for row in rows if not row.claimed_by(actor)), None)
    case = case or (rows[0] if rows else None)
    known = guidelines(locale)
    look = _look(actor, case, known) if case and whole else None
    listed = Listed(rows, queries.hits_of([row.id for row in rows]), following, queries.counts(actor), lane)
    return Screen(
        listed=listed,
        look=look,
        people=authors(_ids(listed, look)),
        places={f"{A_CATEGORY}{node.id}": node.full_name for top in tree(actor.audiences) for node in top.within()},
        guidelines=known,
        undo=queries.undoable(actor),
        load=queries.decided_today(actor),
        terms=terms(),
    )


def may_see(actor: Actor, case: CaseRow) -> bool:
    """Tell whether a case is there for a moderator at all: its place is theirs, and they see the thing (S16, S18)."""
    if may_look(actor, case) is not None or case.place not in queries.places_of(actor):
        return False
    standing = exhibits.standing(case.kind, case.thing_id)
    return standing == "gone" or exhibits.seen_by(actor, case.kind, case.thing_id) is not None


def most_cited(hits: Iterable[HitRow]) -> int | None:
    """Give the guideline that most hits name."""
    named = Counter(hit.guideline for hit in hits if hit.guideline is not None)
    return named.most_common(1)[0][0] if named else None


def _look(actor: Actor, case: CaseRow, known: Sequence[GuidelineView]) -> Look:
    hits, evidence = queries.hits_of([case.id])[case.id], queries.evidence_of(case.id)
    exhibit = exhibits.seen_by(actor, case.kind, case.thing_id)
    guideline = most_cited(hits)
    people = authors([case.author_id] if case.author_id else [])
    return Look(
        case=case,
        exhibit=exhibit,
        hits=hits,
        evidence=evidence,
        changes=_changes(evidence, exhibit),
        notes=queries.notes_of(case.id),
        decisions=queries.decisions_of(case.id),
        alike=[each for each in alike(actor, case) if verdicts_for(each.case.kind) == verdicts_for(case.kind)],
        record=record_of(case.author_id) if case.author_id else None,
        choices=_choices(actor, case, guideline),
        guideline=guideline,
        parts=shown(case.parts, case.opened_at, now()),
        prepared=_prepared(case, guideline, known, people),
    )


def _changes(evidence: Sequence[EvidenceRow], exhibit: Exhibit | None) -> list[Run]:
    """Show what its author changed since it was frozen first."""
    if not evidence or exhibit is None or evidence[0].source == exhibit.source:
        return []
    return diff(evidence[0].source, exhibit.source)


def _choices(actor: Actor, case: CaseRow, guideline: int | None) -> list[Choice]:
    if case.state != "open":
        return []
    fair = proposal(actor, case, guideline) or ("", {})
    return [
        Choice(each, each.name == fair[0], fair[1].get("days") if each.name == fair[0] else each.usual.get("days"))
        for each in verdicts_for(case.kind)
        if each.may(actor, case) is None
    ]


def _prepared(
    case: CaseRow, guideline: int | None, known: Sequence[GuidelineView], people: dict[int, Author]
) -> list[tuple[int, str, str]]:
    """Fill in the prepared notes, those of this guideline first."""
    notes = sorted(queries.prepared_notes(), key=lambda note: note.guideline != guideline)
    return [(note.id, note.title, fill(note.words, values_for(case, guideline, known, people))) for note in notes]


def values_for(
    case: CaseRow, guideline: int | None, known: Sequence[GuidelineView], people: dict[int, Author]
) -> dict[str, str]:
    """Give what stands in the places of a prepared note."""
    cited = next((each for each in known if each.number == guideline), None)
    author = people.get(case.author_id or 0)
    return {
        "guideline": cited.title if cited else "",
        "number": str(guideline or ""),
        "member": author.name if author else "",
        "title": case.title,
    }


def _ids(listed: Listed, look: Look | None) -> set[int]:
    found: set[Any] = {row.author_id for row in listed.rows} | {row.claimed_by_id for row in listed.rows}
    found |= {hit.by_id for hits in listed.hits.values() for hit in hits}
    if look:
        found |= {look.case.author_id, look.case.claimed_by_id, *(hit.by_id for hit in look.hits)}
        found |= {note.by_id for note in look.notes} | {made.by_id for made in look.decisions}
        found |= {each.author_id for each in (look.exhibit.around if look.exhibit else ())}
    return {each for each in found if each is not None}
