"""Nothing waits unseen: whatever is held has a case; and what newcomers write is held where the house chose that."""

from functools import partial

from flask_babel import gettext as _
from sqlalchemy import select

from forum.core.db import db
from forum.core.gates import PUBLISH, Draft, Verdict, gate, whenever_held
from moderation.queue.actions import report
from moderation.queue.models import Case
from moderation.queue.newcomers import KIND, waits


@whenever_held
def open_case(kind: str, thing_id: int, reason: str) -> None:
    """Open the case of a held thing, unless whoever held it did so; somebody held at the door waits as a new member."""
    if not _waiting(kind, thing_id):
        report(kind, thing_id, source="member" if kind == KIND else "held", detail={"why": reason})


@gate
def hold_newcomers(draft: Draft) -> Verdict:
    """Hold what somebody writes until a moderator has looked at who came."""
    member_id = draft.actor.member_id
    if member_id is None or draft.thing_id is not None or not waits(draft.actor):
        return PUBLISH
    return Verdict("hold", _("A moderator looks at new members first."), stored=(partial(_meet, member_id),))


def _meet(member_id: int, _kind: str, _thing_id: int) -> None:
    if not _waiting(KIND, member_id):
        report(KIND, member_id, source="member")


def _waiting(kind: str, thing_id: int) -> bool:
    found = select(Case.id).where(Case.kind == kind, Case.thing_id == thing_id, Case.state == "open")
    return db.session.scalar(found) is not None
