"""What can be done with rules and classifiers."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update

from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import add_new, db, lock, write
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text import clean_line
from forum.core.transaction import transaction
from moderation.audit.actions import note
from moderation.screening import policy
from moderation.screening.events import RuleChanged
from moderation.screening.kinds import KINDS, MODES
from moderation.screening.models import Classifier, Replay, Rule, RuleHit, Ruleset, Trace
from moderation.screening.ruleset import check_of
from moderation.screening.wording import MOST_ENTRIES, entries_in

LONGEST_TITLE = 120
LONGEST_ENTRIES = 5_000_000


@transaction
def write_rule(
    actor: Actor,
    kind: str,
    title: str,
    *,
    guideline: int | None = None,
    settings: dict[str, int] | None = None,
    entries: str = "",
    mode: str = "log",
) -> int:
    """Write a new rule; it begins by counting, or off. Gives its id."""
    require(policy.may_change(actor))
    if kind not in KINDS:
        raise Refused(_("Choose what kind of rule this is."), "kind")
    tried = actor.member_id is None  # the house's own first rules were
    require(policy.may_set_mode(actor, kind, mode, "log", replayed=tried))
    rule = Rule(kind=kind, mode=mode, version=1, title=_title(title), guideline=guideline, changed_at=now())
    rule.changed_by_id = actor.member_id
    rule.settings, rule.entries = _settled(kind, settings or {}, entries)
    db.session.add(rule)
    db.session.flush()
    _changed(actor, rule, "rule.written", {}, _told(rule))
    return rule.id


@transaction
def change_rule(
    actor: Actor,
    rule_id: int,
    title: str,
    *,
    guideline: int | None = None,
    settings: dict[str, int] | None = None,
    entries: str | None = None,
) -> None:
    """Change what a rule looks for; without `entries` they stay. A stricter mode asks for a new replay then.

    A rule that holds or blocks, and looks for something else now, only flags until it was replayed.
    """
    require(policy.may_change(actor))
    rule = _rule(rule_id)
    before = _told(rule)
    rule.title, rule.guideline = _title(title), guideline
    settled, kept = _settled(rule.kind, settings or {}, rule.entries if entries is None else entries)
    if (settled, kept) != (rule.settings, rule.entries):
        rule.settings, rule.entries, rule.version = settled, kept, rule.version + 1
        rule.mode = MODES[min(MODES.index(rule.mode), MODES.index("flag"))]
    rule.changed_at, rule.changed_by_id = now(), actor.member_id
    _changed(actor, rule, "rule.changed", before, _told(rule))


@transaction
def set_mode(actor: Actor, rule_id: int, mode: str) -> None:
    """Switch a rule off, let it count, flag, hold or block; a stricter mode needs a replay of the rule as it is."""
    rule = _rule(rule_id)
    replayed = select(Replay.id).where(
        Replay.rule_id == rule.id, Replay.version == rule.version, Replay.state == "done"
    )
    done = db.session.scalars(replayed.limit(1)).first() is not None
    require(policy.may_set_mode(actor, rule.kind, mode, rule.mode, replayed=done))
    before, rule.mode = {"mode": rule.mode}, mode
    rule.changed_at, rule.changed_by_id = now(), actor.member_id
    _changed(actor, rule, "rule.mode", before, {"mode": mode})


@transaction
def remove_rule(actor: Actor, rule_id: int) -> None:
    """Remove a rule with its hits; what it brought before moderators stays there."""
    require(policy.may_change(actor))
    rule = _rule(rule_id)
    _changed(actor, rule, "rule.removed", _told(rule), {})
    db.session.execute(delete(Rule).where(Rule.id == rule_id))


@transaction
def use_classifier(actor: Actor, classifier_id: int | None, task: str) -> None:
    """Score with this version from now on, an older one too; with None the classifier of the task is off."""
    require(policy.may_change(actor))
    put_to_use(classifier_id, task)
    note(actor, "classifier.used", f"classifier:{classifier_id or 0}", after={"task": task})


def put_to_use(classifier_id: int | None, task: str) -> None:
    """Let one classifier of a task score, and no other, within the caller's transaction."""
    known = select(Classifier.id).where(Classifier.id == classifier_id, Classifier.task == task)
    if classifier_id is not None and db.session.scalar(known) is None:
        raise Refused(_("There is no such classifier."))
    db.session.execute(update(Classifier).where(Classifier.task == task).values(used=Classifier.id == classifier_id))
    renew()


def renew() -> None:
    """Let every process look at the rules anew."""
    add_new(Ruleset, id=1, version=0)
    write().execute(update(Ruleset).where(Ruleset.id == 1).values(version=Ruleset.version + 1))


@transaction
def forget_old() -> None:
    """Forget traces and replays that nobody compares with any more, and hits after a year."""
    moment = now()
    for table, column, days in (
        (Trace, Trace.made_at, 8),
        (Replay, Replay.asked_at, 90),
        (RuleHit, RuleHit.made_at, 365),
    ):
        db.session.execute(delete(table).where(column < moment - timedelta(days=days)))


def _rule(rule_id: int) -> Rule:
    if db.session.scalar(select(func.count()).select_from(Rule).where(Rule.id == rule_id)) == 0:
        raise Refused(_("There is no such rule."))
    return lock(Rule, rule_id)


def _title(text: str) -> str:
    title = clean_line(text, LONGEST_TITLE, "title")
    if not title:
        raise Refused(_("Give the rule a name that says what it is for."), "title")
    return title


def _settled(kind: str, settings: dict[str, int], entries: str) -> tuple[dict[str, int], str]:
    """Give what the rule keeps; raises Refused with what is wrong with it."""
    known = KINDS[kind]
    numbers = known.numbers(settings)
    for each in known.settings:
        if not each.least <= numbers[each.name] <= each.most:
            raise Refused(_("Between %(least)s and %(most)s.", least=each.least, most=each.most), each.name)
    if len(entries) > LONGEST_ENTRIES:
        raise Refused(_("This list is longer than a rule can be: share it among several rules."), "entries")
    if known.entries and len(entries_in(entries)) > MOST_ENTRIES:
        raise Refused(_("A rule has up to %(most)s entries.", most=MOST_ENTRIES), "entries")
    kept = "\n".join(line.strip() for line in entries.splitlines()) if known.entries else ""
    check_of(kind, numbers, kept)
    return numbers, kept


def _told(rule: Rule) -> dict[str, Any]:
    return {
        "title": rule.title, "kind": rule.kind, "mode": rule.mode, "guideline": rule.guideline,
        "settings": dict(rule.settings), "entries": len(entries_in(rule.entries)), "version": rule.version,
    }  # fmt: skip


def _changed(actor: Actor, rule: Rule, act: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    renew()
    note(actor, act, f"rule:{rule.id}", guideline=rule.guideline, before=before, after=after)
    record(RuleChanged(rule.id, actor.member_id))
