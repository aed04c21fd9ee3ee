"""Replays asked for, carried forward and stopped."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update

from forum.core import passages
from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import db, read, write
from forum.core.jobs import enqueue, job
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from moderation.audit.actions import note
from moderation.queue.models import Case, Decision
from moderation.screening import policy, replaying
from moderation.screening.checks import Check
from moderation.screening.models import Replay, Rule
from moderation.screening.replaying import Tally, replayed
from moderation.screening.ruleset import check_of

GOING = ("waiting", "running")
_DECIDED = (
    select(Case.kind, Case.thing_id, Decision.outcome)
    .join(Decision, Decision.case_id == Case.id)
    .where(Decision.undone_at.is_(None), Decision.outcome.in_(("upheld", "rejected")))
    .order_by(Decision.id)
)


@transaction
def ask_replay(actor: Actor, rule_id: int) -> int:
    """Ask for a replay of a rule as it is now; one that still goes on is enough. Gives its id."""
    require(policy.may_change(actor))
    rule = db.session.get(Rule, rule_id)
    if rule is None:
        raise Refused(_("There is no such rule."))
    going = select(Replay.id).where(Replay.rule_id == rule_id, Replay.version == rule.version, Replay.state.in_(GOING))
    if (same := db.session.scalars(going.limit(1)).first()) is not None:
        return same
    start = replaying.since(now())
    asked = Replay(rule_id=rule_id, version=rule.version, by_id=actor.member_id, state="waiting", since=start,
                   total=passages.count(start), asked_at=now())  # fmt: skip
    db.session.add(asked)
    db.session.flush()
    enqueue(run_replay, replay_id=asked.id)
    note(actor, "rule.replayed", f"rule:{rule_id}", after={"version": rule.version, "posts": asked.total})
    return asked.id


@transaction
def stop_replay(actor: Actor, replay_id: int) -> None:
    """Stop a replay; what it found so far stays to be read."""
    require(policy.may_change(actor))
    _end(replay_id, "stopped")


@job
def run_replay(replay_id: int) -> None:
    """Carry a replay out; begun anew after a restart, stopped where staff stopped it or changed the rule."""
    begun = begin(replay_id)
    if begun is None:
        return
    check, start, likeness = begun
    tally = Tally()
    for tally in replayed(check, start, likeness=likeness, decided=decided()):
        if not advance(replay_id, tally):
            return
    finish(replay_id, tally)


@transaction
def begin(replay_id: int) -> tuple[Check, datetime, bool] | None:
    """Take a replay up; gives the check, the start, and whether likeness matters. None where there is nothing to do."""
    replay = db.session.get(Replay, replay_id)
    if replay is None or replay.state not in GOING:
        return None
    rule = db.session.get_one(Rule, replay.rule_id)
    if rule.version != replay.version:
        _end(replay_id, "stopped")
        return None
    replay.state, replay.seen = "running", 0
    return check_of(rule.kind, rule.settings, rule.entries), replay.since, rule.kind == "copies"


@transaction
def advance(replay_id: int, tally: Tally) -> bool:
    """Write down how far a replay has come; tells whether it should go on."""
    changed = write().execute(
        update(Replay).where(Replay.id == replay_id, Replay.state == "running").values(**_figures(tally))
    )
    return bool(changed.rowcount)


@transaction
def finish(replay_id: int, tally: Tally, state: str = "done") -> None:
    """End a replay that has read everything, or that failed."""
    write().execute(
        update(Replay)
        .where(Replay.id == replay_id, Replay.state == "running")
        .values(state=state, ended_at=now(), **_figures(tally))
    )


def decided() -> dict[tuple[str, int], str]:
    """Give what moderators made of things, by kind and id; the last word counts."""
    return {(row.kind, row.thing_id): row.outcome for row in read().execute(_DECIDED)}


def _end(replay_id: int, state: str) -> None:
    write().execute(
        update(Replay).where(Replay.id == replay_id, Replay.state.in_(GOING)).values(state=state, ended_at=now())
    )


def _figures(tally: Tally) -> dict[str, Any]:
    return {
        "seen": tally.seen, "hits": tally.hits, "upheld": tally.upheld, "rejected": tally.rejected,
        "authors": len(tally.authors), "examples": list(tally.examples),
    }  # fmt: skip
