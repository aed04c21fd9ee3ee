"""What staff do with points: try a rule, save what they tried, count anew."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import db, lock, read
from forum.core.events import record
from forum.core.jobs import enqueue, job
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from forum.points import policy, trying
from forum.points.counting import go_on, start_counting
from forum.points.events import PointsRuleChanged
from forum.points.models import Edition, PointsRule, Trial
from forum.points.queries import TrialView, trial_of
from forum.points.reckoning import Terms
from forum.points.registry import MERITS, Merit
from forum.points.wording import name_of

MOST_POINTS = 1000
MOST_A_DAY = 100_000
MOST_FIGURE = 1_000_000
FAR_TOO_MANY = 1_000_000
NEARLY_ALL = 0.9
A_CROWD = 10


@job
def try_out(trial_id: int) -> None:
    """Find out what a change would do."""
    trying.try_out(trial_id)


@transaction
def try_rule(actor: Actor, rule_id: int | None, event: str, terms: Terms, *, active: bool = True) -> int:
    """Try a new rule, or a change of one, on all that happened; gives the trial's id. Nothing is changed by it."""
    require(policy.may_change(actor))
    if rule_id is not None:
        event = _rule(rule_id).event
    check(event, terms)
    trial = Trial(
        rule_id=rule_id, event=event, terms=terms.kept(), active=active, done=0, total=0,
        made_by_id=actor.member_id or 0, made_at=now(),
    )  # fmt: skip
    db.session.add(trial)
    db.session.flush()
    enqueue(try_out, trial_id=trial.id)
    return trial.id


@transaction
def save_trial(actor: Actor, trial_id: int, *, sure: bool = False) -> int:
    """Save what was tried, and count everything by it; gives the rule's id. What warns wants to be saved for `sure`."""
    require(policy.may_change(actor))
    trial = trial_of(trial_id)
    if trial is None:
        raise Refused(_("There is no such trial."))
    if trial.running:
        raise Refused(_("Wait until the trial is through: then you see what you save."))
    if too_many(trial):
        raise Refused(_("This gives single members a million points. Lower the points, or set a most for a day."))
    if warnings(trial) and not sure:
        raise Refused(_("Read the warning, and say that you want it so."), "sure")
    rule = _rule(trial.rule_id) if trial.rule_id is not None else _new_rule(trial.event)
    before = _said(rule)
    rule.terms, rule.active, rule.version = trial.terms.kept(), trial.active, rule.version + 1
    rule.changed_at, rule.changed_by_id = now(), actor.member_id
    db.session.flush()
    db.session.delete(db.session.get_one(Trial, trial_id))
    record(PointsRuleChanged(rule.id, actor.member_id, before, _said(rule)))
    start_counting()
    return rule.id


@transaction
def count_again(actor: Actor) -> int:
    """Look through everything that is there, and count it anew; gives the edition's id."""
    require(policy.may_change(actor))
    return start_counting(gather=True)


@transaction
def steer(actor: Actor, edition_id: int, *, going: bool) -> None:
    """Stop a counting, or let it go on where it was."""
    require(policy.may_change(actor))
    if not go_on(edition_id, going) and db.session.get(Edition, edition_id) is None:
        raise Refused(_("There is no such counting."))


def warnings(trial: TrialView) -> list[str]:
    """Say what is odd about a tried rule, and how to mend it."""
    found, merit = trial.found, MERITS.get(trial.event)
    if not trial.active or found is None:
        return []
    said, terms = [], trial.terms
    if merit is not None and merit.by_others and not (terms.giver or terms.mutual is not None):
        said.append(_("Friends could farm this: bound what one person can give in a month."))
    if found["members"] >= max(NEARLY_ALL * found["everybody"], A_CROWD):
        said.append(_("Nearly everybody gets this, so it tells nobody apart: add a condition."))
    if not found["members"]:
        said.append(_("Nobody would ever have got this: look at the conditions."))
    return said


def too_many(trial: TrialView) -> bool:
    """Tell whether somebody would get absurdly much."""
    return any(row[2] >= FAR_TOO_MANY for row in (trial.found or {}).get("first", ()))


def check(event: str, terms: Terms) -> None:
    """Refuse a rule that cannot be right, with how to mend it."""
    merit = MERITS.get(event)
    if merit is None:
        raise Refused(_("Choose what is rewarded."), "event")
    if merit.rests_on_points:
        raise Refused(
            _("“%(event)s” comes from points itself: points would make points without end.", event=name_of(event)),
            "event",
        )
    _within("points", terms.points, 1, MOST_POINTS)
    _check_measures(merit, terms)
    for name, bound in (("fade", terms.fade), ("giver", terms.giver)):
        if bound is not None:
            _within(f"{name}_free", bound[0], 1, 1000)
            _within(f"{name}_percent", bound[1], 0, 99)
    if terms.mutual is not None:
        _within("mutual", terms.mutual, 0, 99)
    if terms.cap is not None:
        _within("cap", terms.cap, 1, MOST_A_DAY)
        if terms.cap < terms.points:
            raise Refused(_("The day’s most is less than the rule gives once: raise it, or lower the points."), "cap")
    _check_day(terms.since)


def _check_measures(merit: Merit, terms: Terms) -> None:
    known = merit.measures
    least = {measure: figure for measure, how, figure in terms.when if how == "least"}
    for measure, how, figure in terms.when:
        if measure not in known or how not in ("least", "most"):
            raise Refused(_("This cannot be asked of what the rule rewards."))
        _within(f"{how}_{measure}", figure, 0, MOST_FIGURE)
        if how == "most" and figure < least.get(measure, 0):
            raise Refused(_("Nothing can be at least the one and at most the other: raise this."), f"most_{measure}")
    if terms.per is not None:
        measure, every, most = terms.per
        if measure not in known:
            raise Refused(_("Choose what is counted."), "per")
        if every < 1:
            raise Refused(_("Nothing can be shared by nothing: give 1 or more."), "per_every")
        _within("per_every", every, 1, MOST_FIGURE)
        _within("per_most", most, 1, 1000)
        if terms.points * most > MOST_POINTS:
            raise Refused(_("Together this is more than %(most)s points at once.", most=MOST_POINTS), "per_most")


def _check_day(since: str) -> None:
    try:
        date.fromisoformat(since or "2000-01-01")
    except ValueError:
        raise Refused(_("Write the day like 2026-05-31."), "since") from None


def _within(field: str, figure: int, least: int, most: int) -> None:
    if not least <= figure <= most:
        raise Refused(_("Between %(least)s and %(most)s.", least=least, most=most), field)


def _rule(rule_id: int) -> PointsRule:
    if read().scalar(select(PointsRule.id).where(PointsRule.id == rule_id)) is None:
        raise Refused(_("There is no such rule."))
    return lock(PointsRule, rule_id)


def _said(rule: PointsRule) -> dict[str, Any]:
    """Give what a rule says, nothing for one that was never saved."""
    return {"event": rule.event, "active": rule.active, **rule.terms} if rule.version else {}


def _new_rule(event: str) -> PointsRule:
    rule = PointsRule(key=None, event=event, terms={}, active=True, version=0, changed_at=now())
    db.session.add(rule)
    return rule
