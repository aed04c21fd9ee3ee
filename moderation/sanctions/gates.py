"""What silence and slow mode mean where somebody wants to write."""

from functools import partial

from flask_babel import format_datetime
from flask_babel import gettext as _

from forum.core.clock import now
from forum.core.gates import PUBLISH, Draft, Verdict, gate
from moderation.sanctions.actions import use_slow_mode
from moderation.sanctions.queries import Brake, brakes_on


@gate
def heed_sanctions(draft: Draft) -> Verdict:
    """Refuse the words of whoever is silenced, and those that come too soon in slow mode."""
    if draft.actor.member_id is None:
        return PUBLISH
    brakes = brakes_on(draft.actor.member_id)
    return next((said for brake in brakes if (said := _heed(brake, draft)) is not PUBLISH), PUBLISH)


def _heed(brake: Brake, draft: Draft) -> Verdict:
    if brake.kind == "silence":
        until = format_datetime(brake.until_at, "medium") if brake.until_at else ""
        return Verdict("refuse", _("A moderator asked you to be silent until %(until)s. You can read.", until=until))
    if draft.thing_id is not None:
        return PUBLISH
    ready = brake.ready_at
    if ready is not None and ready > now():
        at = format_datetime(ready, "short")
        return Verdict(
            "refuse",
            _("You are in slow mode: a post every %(pace)s minutes. The next one can come at %(at)s.",
              pace=brake.pace, at=at),
        )  # fmt: skip
    return Verdict("publish", stored=(partial(_count, brake.id),))


def _count(sanction_id: int, _kind: str, _thing_id: int) -> None:
    use_slow_mode(sanction_id)
