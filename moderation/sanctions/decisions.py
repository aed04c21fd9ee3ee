"""The verdicts that take something: from sight, or from a member."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from forum.core.access import Actor
from forum.core.db import read
from forum.core.refusal import Refused
from forum.members.models import Member
from moderation.queue.actions import decide, undo
from moderation.queue.newcomers import CONDUCT, KIND, PEOPLE, held_of
from moderation.queue.policy import Judged
from moderation.queue.registry import Effects, Ruling, proposes, verdict
from moderation.queue.taking import hide, show
from moderation.queue.terms import terms
from moderation.sanctions import actions, policy
from moderation.sanctions.ladder import next_step, weight_of
from moderation.sanctions.queries import points_of

LONGEST_LINE = 400
TURNED_AWAY_DAYS = 3650
SHORT = {"slow": "slow", "silence": "silence", "suspend": "suspension", "warn": "warning"}


def _role(case: Judged) -> str | None:
    return read().scalar(select(Member.role).where(Member.id == case.author_id))


def _may(actor: Actor, case: Judged) -> str | None:
    return policy.may_sanction(actor, case, _role(case))


def _may_everywhere(actor: Actor, case: Judged) -> str | None:
    return policy.may_sanction_everywhere(actor, case, _role(case))


def _hide(ruling: Ruling) -> Effects:
    """Hide the thing; its author reads why."""
    taken = hide(ruling, ruling.decision.reason[:LONGEST_LINE])
    return taken if ruling.case.author_id is None else taken | actions.impose(ruling, "hidden", takes="post")


def _resubmit(ruling: Ruling) -> Effects:
    """Hide the thing until its author has mended it."""
    return hide(ruling, ruling.decision.reason[:LONGEST_LINE]) | actions.impose(ruling, "resubmit", takes="post")


def _against(kind: str) -> Callable[[Ruling], Effects]:
    """Make the verdict that takes something from the author for some days, with a strike.

    Of look-alikes that are decided at once only an author's first one counts: the others are hidden with it.
    """

    def apply(ruling: Ruling) -> Effects:
        if ruling.asked("joins"):
            return {} if ruling.case.kind in PEOPLE else _hide(ruling)
        _ask_why_it_differs(ruling)
        days = int(ruling.asked("days") or 0) or None
        effects = hide(ruling, ruling.decision.reason[:LONGEST_LINE]) if ruling.asked("hides", True) else {}
        effects |= actions.strike(ruling)
        pace = actions.USUAL_PACE if kind == "slow" else 0
        effects |= actions.impose(
            ruling, SHORT[kind], days=None if kind == "warn" else days or 1, pace=pace, takes=kind
        )
        return effects | actions.shut_out(ruling, days or 1) if kind == "suspend" else effects

    return apply


def _undo(ruling: Ruling, effects: Effects) -> None:
    actions.take_back(ruling, effects)
    show(ruling, effects)


def _ask_why_it_differs(ruling: Ruling) -> None:
    """Let a moderator differ from the ladder only with a reason."""
    decision = ruling.decision
    fair = propose(ruling.actor, ruling.case, decision.guideline)
    if fair is None or decision.reason or decision.automatic or ruling.asked("alike"):
        return
    days = int(ruling.asked("days") or 0)
    if fair[0] != decision.verdict or (fair[1].get("days", 0) or 0) != days:
        raise Refused(_("This is not the step that the ladder proposes: say why."), "reason")


@proposes
def propose(_actor: Actor, case: Judged, guideline: int | None) -> tuple[str, dict[str, object]] | None:
    """Propose the fair next step for whoever made the thing."""
    if case.author_id is None or case.kind in {"appeal", KIND}:
        return None
    held = terms()
    step = next_step(held.ladder, points_of(case.author_id), weight_of(held.harms.get(guideline or 0, 0.0)))
    return None if step is None else (step.verdict, {"days": step.days} if step.days else {})


TERMED = ("guideline", "days", "hides")

HIDE = verdict("hide", lazy_gettext("Hide"), _hide, _undo, ("guideline",), spared=(CONDUCT,), key="h", icon="eye-off")
RESUBMIT = verdict(
    "resubmit", lazy_gettext("Ask to mend it"), _resubmit, _undo, ("guideline",), spared=(CONDUCT,), key="e",
    icon="file-pen", may=_may,
)  # fmt: skip
WARN = verdict(
    "warn", lazy_gettext("Warn"), _against("warn"), _undo, ("guideline", "hides"), key="w",
    icon="triangle-alert", may=_may,
)  # fmt: skip
SLOW = verdict(
    "slow", lazy_gettext("Slow mode"), _against("slow"), _undo, TERMED, key="s", icon="clock", may=_may_everywhere,
    usual={"days": 3},
)  # fmt: skip
SILENCE = verdict(
    "silence", lazy_gettext("Silence"), _against("silence"), _undo, TERMED, key="i", icon="bell-off",
    may=_may_everywhere, usual={"days": 7},
)  # fmt: skip
SUSPEND = verdict(
    "suspend", lazy_gettext("Suspend"), _against("suspend"), _undo, TERMED, key="b", icon="ban",
    may=_may_everywhere, usual={"days": 30},
)  # fmt: skip


def _welcome(ruling: Ruling) -> Effects:
    """Let a new member in, and publish what they wrote meanwhile."""
    released = [decide(ruling.actor, case_id, "keep") for case_id in held_of(ruling.case.thing_id)]
    return {"released": released}


def _unwelcome(ruling: Ruling, effects: Effects) -> None:
    for decision_id in effects.get("released", ()):
        undo(ruling.actor, decision_id)


def _turn_away(ruling: Ruling) -> Effects:
    """Let a new member only read: what they wrote stays unseen."""
    effects = actions.impose(ruling, "suspension", days=TURNED_AWAY_DAYS, takes="suspension")
    return effects | actions.shut_out(ruling, TURNED_AWAY_DAYS)


WELCOME = verdict(
    "welcome", lazy_gettext("Let in"), _welcome, _unwelcome, outcome="rejected", kinds=(KIND,), key="k",
    icon="circle-check",
)  # fmt: skip
TURN_AWAY = verdict(
    "turn-away", lazy_gettext("Turn away"), _turn_away, _undo, ("reason",), kinds=(KIND,), key="h", icon="ban",
    may=_may_everywhere,
)  # fmt: skip
