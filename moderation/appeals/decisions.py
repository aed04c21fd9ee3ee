"""The two verdicts on an appeal."""

from flask_babel import lazy_gettext

from forum.core.access import Actor
from moderation.appeals import actions, policy
from moderation.appeals.queries import decided_by
from moderation.queue.policy import Judged
from moderation.queue.registry import Effects, Ruling, verdict

APPEALS = ("appeal",)


def _may(actor: Actor, case: Judged) -> str | None:
    return policy.may_decide(actor, decided_by(case.thing_id))


def _uphold(ruling: Ruling) -> Effects:
    actions.uphold(ruling.actor, ruling.case.thing_id, ruling.decision.reason)
    return {}


def _overturn(ruling: Ruling) -> Effects:
    actions.overturn(ruling.actor, ruling.case.thing_id, ruling.decision.reason)
    return {}


def _undo(ruling: Ruling, _effects: Effects) -> None:
    actions.forget_answer(ruling.actor, ruling.case.thing_id)


UPHOLD = verdict(
    "uphold", lazy_gettext("It was right"), _uphold, _undo, ("reason",), outcome="rejected", kinds=APPEALS, key="u",
    icon="check", may=_may,
)  # fmt: skip
OVERTURN = verdict(
    "overturn", lazy_gettext("It was wrong: undo it"), _overturn, _undo, ("reason",), kinds=APPEALS, key="o",
    icon="undo-2", may=_may,
)  # fmt: skip
