"""What a request of the desk asks for, read with distrust."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _

from forum.core.access import Actor
from forum.core.i18n import language
from forum.core.ids import id_in
from forum.core.refusal import Refused
from forum.core.visitor import reader
from forum.members.queries import authors
from moderation.desk.forms import DecisionForm
from moderation.desk.screen import values_for
from moderation.desk.wording import fill
from moderation.desk.words import LANES
from moderation.guidelines.queries import guidelines
from moderation.queue import actions
from moderation.queue.queries import CaseRow, prepared_notes
from moderation.queue.registry import VERDICTS, proposal

A_HARM = "harm-"
FAIR = "fair"
"""The button that gives whatever the ladder proposes."""


@dataclass(frozen=True, slots=True)
class Said:
    """A decision as it was typed."""

    verdict: str
    guideline: int | None
    reason: str
    more: dict[str, Any]


def lane_asked() -> str | None:
    """Give the lane that the address names, if it is one."""
    lane = request.args.get("lane") or request.form.get("lane")
    return lane if lane in LANES else None


def number_asked(name: str) -> int | None:
    """Give a number from the address, or nothing."""
    return id_in(request.args.get(name, ""), None)


def harms_asked() -> dict[int, str]:
    """Give the points that were typed for guidelines, by number."""
    typed = {name.removeprefix(A_HARM): text for name, text in request.form.items() if name.startswith(A_HARM)}
    return {
        int(name): text.strip() for name, text in typed.items() if name.isascii() and name.isdigit() and len(name) < 5
    }


def said_in(form: DecisionForm, case: CaseRow) -> Said:
    """Read a decision: the fair step is looked up, a prepared note filled in, days taken where they are asked for."""
    name, days, guideline = form.verdict.data or "", form.days.data, form.guideline.data
    if name == FAIR:
        fair = proposal(reader(), case, guideline)
        if fair is None:
            raise Refused(_("Choose what is to be done."), "verdict")
        name, days = fair[0], fair[1].get("days")
    verdict = VERDICTS.get(name)
    if verdict is None:
        raise Refused(_("Choose what is to be done."), "verdict")
    more: dict[str, Any] = {}
    if "days" in verdict.asks:
        more["days"] = days or verdict.usual.get("days")
    if "hides" in verdict.asks:
        more["hides"] = not form.leaves.data
    if "guideline" not in verdict.asks:
        guideline = None
    return Said(name, guideline, form.reason.data or _prepared(form, case, guideline), more)


def decide_all(actor: Actor, seen: Sequence[tuple[int, int | None]], said: Said) -> None:
    """Decide the cases in one way, all or none."""
    actions.decide_alike(actor, seen, said.verdict, guideline=said.guideline, reason=said.reason, **said.more)


def _prepared(form: DecisionForm, case: CaseRow, guideline: int | None) -> str:
    note = next((each for each in prepared_notes() if each.id == form.prepared.data), None)
    if note is None:
        return ""
    people = authors([case.author_id] if case.author_id else [])
    return fill(note.words, values_for(case, guideline, guidelines(language()), people))
