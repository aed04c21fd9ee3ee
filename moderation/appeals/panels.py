"""Hangs the appeal below the statement of reasons."""

from datetime import timedelta
from typing import Any

from flask import render_template

from forum.core.clock import now
from forum.core.slots import fills
from forum.core.visitor import reader
from moderation.appeals.forms import AppealForm
from moderation.appeals.policy import may_appeal
from moderation.appeals.queries import appeal_against
from moderation.queue.terms import terms
from moderation.sanctions.queries import Reasons


@fills("statement.appeal")
def show_appeal(reasons: Reasons, mine: bool) -> str | None:
    """Show the appeal, or let the member make one."""
    appeal = appeal_against(reasons.decision_id)
    return render_template("moderation/appeals/_appeal.html", **around(reasons)) if mine or appeal else None


def around(reasons: Reasons) -> dict[str, Any]:
    """Give what the appeal's part of a page shows."""
    window, appeal = timedelta(days=terms().appeal_days), appeal_against(reasons.decision_id)
    no = may_appeal(reader(), reasons.author_id, reasons, moment=now(), window=window, made=appeal is not None)
    return {
        "appeal": appeal,
        "reasons": reasons,
        "until": reasons.made_at + window,
        "no": no,
        "form": AppealForm(),
    }
