"""Where staff say what earns points, see beforehand what a change would do, and have everything counted anew."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.guard import desk_page, staff_only
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import by_htmx, reader
from forum.members.queries import authors
from forum.points import actions, queries
from forum.points.forms import EventForm, RuleForm, SureForm, between_people, form_of, typed
from forum.points.queries import RuleView, TrialView
from forum.points.registry import MERITS
from forum.points.wording import bounds, name_of, worth

HOME = "/staff/points"

desk = Blueprint("points_staff", __name__)
desk_page(HOME, lazy_gettext("Points"), "sparkles")


@desk.get(HOME)
@staff_only
def overview() -> Response:
    """List the rules, and how the counting stands."""
    form = EventForm()
    form.offer()
    counting, counted = queries.counting(), queries.counted_at()
    if by_htmx():
        return page("points/_counting.html", counting=counting, counted_at=counted)
    return page(
        "points/rules.html", rules=queries.rules(), form=form, counting=counting, counted_at=counted, name_of=name_of,
        bounds=bounds, worth=worth, known=MERITS,
    )  # fmt: skip


@desk.get(f"{HOME}/new")
@staff_only
def new() -> Response:
    """Show the form for a new rule about an event."""
    event = _event(request.args.get("event", ""))
    return _form_page(None, event, form_of(event)())


@desk.post(f"{HOME}/new")
@staff_only
def try_new() -> Response:
    """Try a new rule."""
    return _try(None, _event(request.args.get("event", "")))


@desk.get(f"{HOME}/<id:rule_id>")
@staff_only
def edit(rule_id: int) -> Response:
    """Show a rule with the form that changes it."""
    rule = _rule(rule_id)
    return _form_page(rule, rule.event, form_of(_event(rule.event))(data=typed(rule.terms, active=rule.active)))


@desk.post(f"{HOME}/<id:rule_id>")
@staff_only
def try_change(rule_id: int) -> Response:
    """Try a change of a rule."""
    rule = _rule(rule_id)
    return _try(rule, _event(rule.event))


@desk.get(f"{HOME}/trials/<id:trial_id>")
@staff_only
def trial(trial_id: int) -> Response:
    """Show how far a trial has come, and what the change would do."""
    return _trial_page(_trial(trial_id), SureForm())


@desk.post(f"{HOME}/trials/<id:trial_id>")
@staff_only
def save(trial_id: int) -> Response:
    """Save what was tried."""
    tried, form = _trial(trial_id), SureForm()
    if form.validate():
        with form.explaining():
            actions.save_trial(reader(), trial_id, sure=form.sure.data)
            return see_other(HOME, _("Saved. Everybody’s points are counted anew; until then the old ones show."))
    return _trial_page(tried, form, 422)


@desk.post(f"{HOME}/countings")
@staff_only
def count() -> Response:
    """Count everything anew."""
    actions.count_again(reader())
    return see_other(HOME, _("Everything is counted anew; until that is done the old points show."))


@desk.delete(f"{HOME}/countings/<id:edition_id>")
@staff_only
def stop(edition_id: int) -> Response:
    """Stop a counting where it is."""
    actions.steer(reader(), edition_id, going=False)
    return see_other(HOME)


@desk.post(f"{HOME}/countings/<id:edition_id>")
@staff_only
def carry_on(edition_id: int) -> Response:
    """Let a counting go on where it was stopped."""
    actions.steer(reader(), edition_id, going=True)
    return see_other(HOME)


def _try(rule: RuleView | None, event: str) -> Response:
    form = form_of(event)()
    if form.validate():
        with form.explaining():
            rule_id = rule.id if rule else None
            trial_id = actions.try_rule(reader(), rule_id, event, form.terms, active=form.active.data)
            return see_other(f"{HOME}/trials/{trial_id}")
    return _form_page(rule, event, form, 422)


def _form_page(rule: RuleView | None, event: str, form: RuleForm, status: int = 200) -> Response:
    return page(
        "points/rule.html", status=status, rule=rule, event=event, form=form, merit=MERITS[event], name_of=name_of,
        between=between_people(MERITS[event]), worth=worth, bounds=bounds,
    )  # fmt: skip


def _trial_page(tried: TrialView, form: SureForm, status: int = 200) -> Response:
    found = tried.found or {}
    people = authors({row[0] for row in (*found.get("first", ()), *found.get("losing", ()))})
    rule = queries.rule_of(tried.rule_id) if tried.rule_id else None
    return page(
        "points/_trial.html" if by_htmx() else "points/trial.html", status=status, trial=tried, found=found, form=form,
        people=people, rule=rule, warnings=actions.warnings(tried), too_many=actions.too_many(tried),
        name_of=name_of, bounds=bounds, worth=worth,
    )  # fmt: skip


def _event(key: str) -> str:
    """Give an event that rules may reward, or there is nothing at this address."""
    if key not in MERITS:
        raise Missing
    return key


def _rule(rule_id: int) -> RuleView:
    found = queries.rule_of(rule_id)
    if found is None:
        raise Missing
    return found


def _trial(trial_id: int) -> TrialView:
    found = queries.trial_of(trial_id)
    if found is None:
        raise Missing
    return found
