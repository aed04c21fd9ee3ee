"""Where moderators see the rules, what they found, and try them."""

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import lazy_gettext

from forum.core.guard import desk_page, moderator_only
from forum.core.respond import Missing, page
from forum.core.visitor import by_htmx, reader
from moderation.screening import policy, queries
from moderation.screening.forms import ListForm, ModeForm, RuleForm, TrialForm, form_of, offer_modes
from moderation.screening.kinds import KINDS, MODE_MEANINGS, MODE_NAMES
from moderation.screening.queries import MOST_ON_PAGE, RuleView
from moderation.screening.sayings import said
from moderation.screening.trial import tried

HOME = "/moderation/rules"
TRAIN = "flask screening train"

rooms = Blueprint("screening", __name__)
desk_page(HOME, lazy_gettext("Rules"), "funnel", role="moderator")
desk_page("/moderation/classifier", lazy_gettext("Classifier"), "chart-bar-big", role="moderator")


@rooms.get(HOME)
@moderator_only
def overview() -> Response:
    """List the rules with how they have done."""
    return _overview(TrialForm())


@rooms.post(f"{HOME}/trial")
@moderator_only
def trial() -> Response:
    """Say which rules would fire on a text."""
    form = TrialForm()
    if not form.validate():
        return _overview(form, 422)
    return _overview(form, fired=tried(reader(), form.text.data or ""))


@rooms.get(f"{HOME}/<id:rule_id>")
@moderator_only
def one(rule_id: int) -> Response:
    """Show a rule."""
    return rule_page(rule_of(rule_id))


@rooms.get(f"{HOME}/replays/<id:replay_id>")
@moderator_only
def replayed(replay_id: int) -> Response:
    """Show how far a replay has come, and what it found."""
    replay = queries.replay(replay_id)
    if replay is None:
        raise Missing
    template = "moderation/screening/_replay.html" if by_htmx() else "moderation/screening/replay.html"
    return page(template, replay=replay, said=said, may_change=policy.may_change(reader()) is None)


@rooms.get("/moderation/classifier")
@moderator_only
def classifier() -> Response:
    """Show the versions of the classifiers, their words, how right they are and what they are weak at."""
    versions = queries.classifiers()
    shown = next((each for each in versions if each.id == request.args.get("version", type=int)), None)
    used = [each for each in versions if each.used]
    return page(
        "moderation/screening/classifier.html", versions=versions, shown=[shown] if shown else used,
        command=TRAIN, may_change=policy.may_change(reader()) is None,
    )  # fmt: skip


def rule_of(rule_id: int) -> RuleView:
    """Give a rule, or there is nothing at this address."""
    rule = queries.rule(rule_id)
    if rule is None:
        raise Missing
    return rule


def rule_page(rule: RuleView, form: RuleForm | None = None, *, status: int = 200, **more: Any) -> Response:
    """Show a rule with the form that changes it."""
    entries = queries.entries_of(rule.id)
    form = form or form_of(rule.kind)(data=said_of(rule, entries))
    form.offer_guidelines()
    mode = more.pop("mode", None) or ModeForm(data={"mode": rule.mode})
    offer_modes(mode, rule.kind)
    return page(
        "moderation/screening/rule.html", status=status, rule=rule, kind=KINDS[rule.kind], form=form, mode=mode,
        names=MODE_NAMES, meanings=MODE_MEANINGS, hits=queries.hits_of(rule.id), said=said,
        replay=queries.last_replay(rule.id), entry_count=len(entries.splitlines()), long=len(entries) > MOST_ON_PAGE,
        lists=more.pop("lists", None) or ListForm(), may_change=policy.may_change(reader()) is None, **more,
    )  # fmt: skip


def said_of(rule: RuleView, entries: str) -> dict[str, Any]:
    """Give what a rule says, for its form."""
    return {"title": rule.title, "guideline": rule.guideline or 0, "entries": entries} | rule.settings


def _overview(form: TrialForm, status: int = 200, **more: Any) -> Response:
    return page(
        "moderation/screening/rules.html", status=status, rules=queries.rules(), kinds=KINDS, names=MODE_NAMES,
        form=form, may_change=policy.may_change(reader()) is None, **more,
    )  # fmt: skip
