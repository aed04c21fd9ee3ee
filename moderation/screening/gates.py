"""The gate: every draft is screened by the rules that are on before it is published."""

from forum.core.access import RANKS
from forum.core.clock import now
from forum.core.gates import PUBLISH, Draft, Verdict, gate
from moderation.screening import recording
from moderation.screening.kinds import MODES
from moderation.screening.readings import Reading
from moderation.screening.ruleset import Finding, findings
from moderation.screening.sayings import refusal
from moderation.screening.stored import Stored, ready

OUTCOMES = {"hold": "hold", "block": "refuse"}


@gate
def screen(draft: Draft) -> Verdict:
    """Ask all rules; moderators and those above them are not screened."""
    rules, models = ready()
    if not rules or draft.actor.rank >= RANKS["moderator"]:
        return PUBLISH
    reading = _reading(draft)
    found = findings(rules, reading, Stored(models))
    mode = found[0].rule.mode if found else MODES[0]
    return Verdict(
        OUTCOMES.get(mode, "publish"),
        _reason(mode, found),
        stored=(lambda kind, thing_id: _keep(found, reading, kind, thing_id),),
        refused=(lambda: recording.keep_refusal(found, reading),),
    )


def _reading(draft: Draft) -> Reading:
    actor = draft.actor
    return Reading(
        kind=draft.kind,
        place=draft.place,
        title=draft.title,
        source=draft.source,
        author_id=actor.member_id,
        author_name=actor.name,
        rank=actor.rank,
        trust_level=actor.trust_level,
        at=now(),
        thing_id=draft.thing_id,
    )


def _reason(mode: str, found: list[Finding]) -> str:
    if mode == "block":
        return refusal(found[0].rule.guideline, found[0].why)
    return found[0].rule.title if mode == "hold" else ""


def _keep(found: list[Finding], reading: Reading, kind: str, thing_id: int) -> None:
    recording.leave_trace(reading, kind, thing_id)
    recording.keep_hits(found, reading, kind, thing_id)
