"""Where staff write rules, switch them, replay them, and choose the classifier."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from forum.core.access import Denied
from forum.core.guard import staff_only
from forum.core.refusal import Refused
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from moderation.screening import actions, policy, queries, rehearsing
from moderation.screening.actions import LONGEST_ENTRIES
from moderation.screening.forms import ListForm, ModeForm, RuleForm, form_of
from moderation.screening.habits import TASKS
from moderation.screening.kinds import KINDS
from moderation.screening.queries import MOST_ON_PAGE
from moderation.screening.views import HOME, rule_of, rule_page

desk = Blueprint("screening_staff", __name__)
FORM_BYTES = 10_000


@desk.url_value_preprocessor
def make_room(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let a large list through where lists are sent; this comes before anything reads the body."""
    if endpoint == f"{desk.name}.take_list" and policy.may_change(reader()) is None:
        request.max_content_length = LONGEST_ENTRIES + FORM_BYTES


@desk.get(f"{HOME}/new")
@staff_only
def new() -> Response:
    """Show the form for a new rule, or the kinds to choose from."""
    kind = request.args.get("kind", "")
    if kind not in KINDS:
        return page("moderation/screening/kinds.html", kinds=KINDS.values())
    return _new(form_of(kind)())


@desk.post(f"{HOME}/new")
@staff_only
def write() -> Response:
    """Write a new rule; it counts until its mode is raised."""
    kind = request.args.get("kind", "")
    if kind not in KINDS:
        raise Missing
    form = form_of(kind)()
    if form.validate():
        with form.explaining():
            made = actions.write_rule(
                reader(), kind, form.title.data or "", guideline=form.cited, settings=form.numbers, entries=form.lines
            )
            return see_other(f"{HOME}/{made}", _("The rule counts from now on. Replay it before it does more."))
    return _new(form, 422)


@desk.post(f"{HOME}/<id:rule_id>")
@staff_only
def change(rule_id: int) -> Response:
    """Change what a rule looks for."""
    rule = rule_of(rule_id)
    form = form_of(rule.kind)()
    if form.validate():
        with form.explaining():
            actions.change_rule(
                reader(), rule_id, form.title.data or "", guideline=form.cited, settings=form.numbers,
                entries=form.lines if _shown(rule_id) else None,
            )  # fmt: skip
            return see_other(f"{HOME}/{rule_id}", _("Saved."))
    return rule_page(rule, form, status=422)


@desk.post(f"{HOME}/<id:rule_id>/mode")
@staff_only
def switch(rule_id: int) -> Response:
    """Choose what follows from a hit."""
    rule, form = rule_of(rule_id), ModeForm()
    try:
        actions.set_mode(reader(), rule_id, form.mode.data or "")
    except Denied as denied:
        form.refuse(Refused(denied.reason, "mode"))
        return rule_page(rule, status=422, mode=form)
    return see_other(f"{HOME}/{rule_id}", _("The mode is changed."))


@desk.post(f"{HOME}/<id:rule_id>/list")
@staff_only
def take_list(rule_id: int) -> Response:
    """Take the entries of a file in place of those there are."""
    rule, form, sent = rule_of(rule_id), ListForm(), request.files.get("file")
    with form.explaining():
        entries = form.entries(sent.read(LONGEST_ENTRIES + 1) if sent else b"")
        actions.change_rule(
            reader(), rule_id, rule.title, guideline=rule.guideline, settings=rule.settings, entries=entries
        )
    if form.errors:
        return rule_page(rule, status=422, lists=form)
    return see_other(f"{HOME}/{rule_id}", _("The list is taken over. Replay the rule before you raise its mode."))


@desk.delete(f"{HOME}/<id:rule_id>")
@staff_only
def remove(rule_id: int) -> Response:
    """Remove a rule."""
    actions.remove_rule(reader(), rule_of(rule_id).id)
    return see_other(HOME, _("The rule is removed."))


@desk.post(f"{HOME}/<id:rule_id>/replays")
@staff_only
def replay(rule_id: int) -> Response:
    """Ask for a replay of the last thirty days."""
    asked = rehearsing.ask_replay(reader(), rule_of(rule_id).id)
    return see_other(f"{HOME}/replays/{asked}")


@desk.delete(f"{HOME}/replays/<id:replay_id>")
@staff_only
def stop(replay_id: int) -> Response:
    """Stop a replay."""
    if queries.replay(replay_id) is None:
        raise Missing
    rehearsing.stop_replay(reader(), replay_id)
    return see_other(f"{HOME}/replays/{replay_id}", _("The replay is stopped."))


@desk.post("/moderation/classifier/<any(abuse, spam):task>/use")
@staff_only
def use(task: str) -> Response:
    """Score with another version from now on, or with none."""
    chosen = request.form.get("version", type=int)
    if task not in TASKS:
        raise Missing
    actions.use_classifier(reader(), chosen, task)
    return see_other("/moderation/classifier", _("It scores with this version now.") if chosen else _("It is off."))


def _new(form: RuleForm, status: int = 200) -> Response:
    form.offer_guidelines()
    return page("moderation/screening/new.html", status=status, form=form, kind=KINDS[form.kind])


def _shown(rule_id: int) -> bool:
    """Tell whether the form showed the entries, so that what it sends takes their place."""
    return len(queries.entries_of(rule_id)) <= MOST_ON_PAGE
