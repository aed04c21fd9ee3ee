"""What moderators' open pages see: the queue as it is now, and who looks at which case."""

from collections.abc import Hashable, Iterable

from flask import get_template_attribute

from forum.core.access import Actor
from forum.core.i18n import language
from forum.realtime.registry import Piece, Place, Touch, admits, draws, shows
from moderation.desk import screen, words
from moderation.queue import events
from moderation.queue.policy import may_moderate

LISTED = (
    events.CaseOpened, events.CaseJoined, events.CaseDecided, events.DecisionUndone, events.DecisionReversed,
    events.CaseEscalated, events.CaseClaimed,
)  # fmt: skip


@admits("queue")
def admit(actor: Actor, _nothing: int) -> Hashable | None:
    """Moderators, each by themselves: nobody is shown what is said about their own things."""
    return actor.member_id if may_moderate(actor) is None else None


@shows(*LISTED)
def queue_moved(_fact: events.CaseOpened) -> Iterable[Touch]:
    """Say that the queue has another order, or that somebody looks at another case."""
    yield Touch(kind="queue", name="list")


@draws("queue", "list")
def draw_list(place: Place) -> list[Piece]:
    """Draw the open cases as the page does."""
    shown = screen.compose(place.actor, language(), lane=None, after=None, case_id=None, whole=False)
    macro = get_template_attribute("moderation/desk/_list.html", "list_of")
    return [Piece(key="queue-list", html=str(macro(shown, words, place.actor)))]
