"""What is written down of a draft that was screened: its trace, and the hits of the rules."""

from collections.abc import Sequence

from sqlalchemy import insert

from forum.core import review
from forum.core.access import HOUSE
from forum.core.clock import now
from forum.core.db import db
from forum.core.quick import Quick
from forum.core.transaction import transaction
from moderation.queue.actions import report
from moderation.screening.likeness import quarters
from moderation.screening.models import RuleHit, Trace
from moderation.screening.readings import Reading
from moderation.screening.ruleset import Finding

TELLING = frozenset({"flag", "hold", "block"})
WEIGHTS = {"flag": 1.0, "hold": 1.5, "block": 2.0}
_LEAVE = Quick(insert(Trace))


def leave_trace(reading: Reading, kind: str, thing_id: int) -> None:
    """Keep what something new looks like, for finding copies and floods."""
    if reading.author_id is None or reading.thing_id is not None:
        return
    hashed = reading.simhash
    bands = quarters(hashed) if hashed is not None else (None,) * 4
    _LEAVE.made({
        "kind": kind, "thing_id": thing_id, "author_id": reading.author_id, "digest": reading.digest,
        "band_a": bands[0], "band_b": bands[1], "band_c": bands[2], "band_d": bands[3], "made_at": reading.at,
    })  # fmt: skip


def keep_hits(found: Sequence[Finding], reading: Reading, kind: str, thing_id: int | None) -> None:
    """Write down what fired, and bring it before the moderators where a rule asks for it."""
    for finding in found:
        hit = RuleHit(
            rule_id=finding.rule.id, mode=finding.rule.mode, kind=kind, thing_id=thing_id,
            author_id=thing_id if kind == "member" else reading.author_id, why=finding.why, made_at=now(),
        )  # fmt: skip
        db.session.add(hit)
        db.session.flush()
        if thing_id is not None and finding.rule.mode in TELLING and kind in review.KINDS:
            hit.case_id = _tell(finding, hit, reading, kind, thing_id)


@transaction
def keep_refusal(found: Sequence[Finding], reading: Reading) -> None:
    """Count what was refused: nothing of it is kept but that it was, by whom and why."""
    keep_hits(found, reading, reading.kind, None)


def _tell(finding: Finding, hit: RuleHit, reading: Reading, kind: str, thing_id: int) -> int:
    rule = finding.rule
    held = rule.mode == "hold" and reading.thing_id is None
    return report(
        kind,
        thing_id,
        source="held" if held else "rule",
        source_id=hit.id,
        by=HOUSE,
        guideline=rule.guideline,
        weight=WEIGHTS[rule.mode],
        place=reading.place,
        detail={"rule": rule.id, "title": rule.title, "mode": rule.mode, "why": finding.why},
    )
