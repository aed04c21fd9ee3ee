"""After a decision, its author is told why: when the ten seconds of undoing are over."""

from forum.core.events import on
from forum.core.jobs import enqueue
from moderation.queue.events import CaseDecided
from moderation.sanctions.jobs import give_reasons

AFTER_S = 11
TOLD = frozenset({"post", "title", "poll", "kudos", "picture", "profile", "message", "mediation", "member", "conduct"})


@on(CaseDecided)
def tell_author(event: CaseDecided) -> None:
    """Give reasons for what was taken; that a thing was kept is no news."""
    if event.outcome == "upheld" and event.author_id is not None and event.kind in TOLD:
        enqueue(give_reasons, after=AFTER_S, unique=str(event.decision_id), decision_id=event.decision_id)
