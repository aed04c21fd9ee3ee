"""Where staff make rewards, fill pools, grant, and send gifts."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from forum.badges.queries import all_badges
from forum.categories.queries import tree
from forum.core.guard import desk_page, staff_only
from forum.core.ids import id_in
from forum.core.refusal import Refused
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from forum.rewards import actions, offering, pool, queries, rules
from forum.rewards.forms import CodesForm, GrantForm, PerkForm, RewardForm, RuleForm, filled
from forum.rewards.lines import MOST_BYTES
from forum.rewards.money import said
from forum.rewards.queries import NEWEST, RewardRow
from forum.rewards.words import HOW_NAMES, KIND_NAMES, STATE_LOOKS, STATE_NAMES, fault

HOME = "/staff/rewards"
FORM_BYTES = 64 * 1024
USUAL = {"claim_days": 30, "currency": "EUR"}

desk = Blueprint("rewards_staff", __name__)
desk_page(HOME, lazy_gettext("Rewards"), "gift")


@desk.url_value_preprocessor
def make_room(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let a file of codes through; this comes before anything reads the body."""
    if endpoint == "rewards_staff.bring_codes":
        request.max_content_length = 2 * MOST_BYTES + FORM_BYTES
        request.max_form_memory_size = MOST_BYTES + FORM_BYTES


@desk.get(HOME)
@staff_only
def home() -> Response:
    """List all rewards."""
    return page("rewards/staff.html", rewards=queries.rewards(), kinds=KIND_NAMES, money=said)


@desk.get(f"{HOME}/new")
@staff_only
def choose() -> Response:
    """Show the form for a new reward, or ask which kind it is."""
    kind = request.args.get("kind", "")
    return _new(kind, _fresh(kind)) if kind in KIND_NAMES else page("rewards/kinds.html", kinds=KIND_NAMES)


@desk.post(f"{HOME}/new")
@staff_only
def make() -> Response:
    """Make a reward."""
    kind = request.args.get("kind", "")
    form = _fresh(kind)
    if form.validate():
        with form.explaining():
            reward_id = actions.make_reward(reader(), kind, form.said, key=form.once.data)
            return see_other(f"{HOME}/{reward_id}", _("The reward is made. Nobody has it yet."))
    return _new(kind, form, 422)


@desk.get(f"{HOME}/<id:reward_id>")
@staff_only
def show(reward_id: int) -> Response:
    """Show a reward: its pool, to whom it was granted, what is said of it."""
    return _show(_row(reward_id))


@desk.post(f"{HOME}/<id:reward_id>")
@staff_only
def change(reward_id: int) -> Response:
    """Say something else of a reward."""
    row = _row(reward_id)
    form = filled(row)
    if form.validate():
        with form.explaining():
            actions.change_reward(reader(), reward_id, form.said)
            return see_other(f"{HOME}/{reward_id}", _("Saved."))
    return _show(row, 422, form=form)


@desk.post(f"{HOME}/<id:reward_id>/closure")
@staff_only
def close(reward_id: int) -> Response:
    """Grant and claim nothing more."""
    actions.close_reward(reader(), _row(reward_id).id)
    return see_other(f"{HOME}/{reward_id}", _("The reward is closed."))


@desk.delete(f"{HOME}/<id:reward_id>/closure")
@staff_only
def reopen(reward_id: int) -> Response:
    """Let it be granted and claimed again."""
    actions.open_again(reader(), _row(reward_id).id)
    return see_other(f"{HOME}/{reward_id}", _("The reward is open again."))


@desk.post(f"{HOME}/<id:reward_id>/codes")
@staff_only
def bring_codes(reward_id: int) -> Response:
    """Bring codes into a pool, and show which lines did not come in."""
    row, form = _row(reward_id), CodesForm()
    sent = request.files.get("file")
    data = (sent.read(MOST_BYTES + 1) if sent else b"") or (form.pasted.data or "").encode("utf-8", "replace")
    try:
        import_id = pool.bring(reader(), reward_id, data)
    except Refused as refusal:
        form.refuse(refusal)
        return _show(row, 422, codes=form)
    return see_other(f"{HOME}/imports/{import_id}")


@desk.get(f"{HOME}/imports/<id:import_id>")
@staff_only
def show_import(import_id: int) -> Response:
    """Show how a file of codes came in, by its lines."""
    found = queries.import_page(import_id)
    if found is None:
        raise Missing
    titles = queries.titles([other for _line, kind, other in found.faults if kind == "elsewhere"])
    told = [(line, fault(kind, other, titles)) for line, kind, other in found.faults]
    return page("rewards/import.html", found=found, faults=told)


@desk.post(f"{HOME}/<id:reward_id>/grants")
@staff_only
def grant(reward_id: int) -> Response:
    """Grant a reward by hand."""
    row, form = _row(reward_id), GrantForm()
    if form.validate():
        with form.explaining():
            count = offering.grant_by_hand(reader(), reward_id, form.listed, form.reason.data or "")
            told = ngettext("Granted to %(num)s member.", "Granted to %(num)s members.", count)
            return see_other(f"{HOME}/{reward_id}", told if count else _("They all have it already."))
    return _show(row, 422, grant=form)


@desk.delete(f"{HOME}/grants/<id:grant_id>")
@staff_only
def take_back(grant_id: int) -> Response:
    """Take an unclaimed offer back."""
    reward_id = offering.take_back(reader(), grant_id)
    return see_other(f"{HOME}/{reward_id}", _("The offer is taken back."))


@desk.post(f"{HOME}/<id:reward_id>/rules")
@staff_only
def write_rule(reward_id: int) -> Response:
    """Let a reward be granted by itself."""
    row, form = _row(reward_id), RuleForm()
    if form.validate():
        with form.explaining():
            rules.write_rule(reader(), reward_id, form.how.data or "", form.value, form.words.data or "")
            return see_other(f"{HOME}/{reward_id}", _("From now on it is granted by itself too."))
    return _show(row, 422, rule=form)


@desk.delete(f"{HOME}/<id:reward_id>/rules/<id:rule_id>")
@staff_only
def drop_rule(reward_id: int, rule_id: int) -> Response:
    """Let a reward be granted no more by a rule."""
    rules.drop_rule(reader(), _row(reward_id).id, rule_id)
    return see_other(f"{HOME}/{reward_id}", _("The rule is gone; what it granted stays."))


def _fresh(kind: str) -> RewardForm:
    return PerkForm(data=USUAL) if kind == "perk" else RewardForm(data=USUAL)


def _new(kind: str, form: RewardForm, status: int = 200) -> Response:
    if isinstance(form, PerkForm):
        nodes = [node for top in tree(reader().audiences) for node in top.within()]
        form.offer([(str(node.id), node.full_name) for node in nodes])
    return page("rewards/new.html", status=status, kind=kind, kinds=KIND_NAMES, form=form)


def _row(reward_id: int) -> RewardRow:
    found = queries.reward(reward_id)
    if found is None:
        raise Missing
    return found


def _show(
    row: RewardRow, status: int = 200, *, form: RewardForm | None = None, codes: CodesForm | None = None,
    grant: GrantForm | None = None, rule: RuleForm | None = None,
) -> Response:  # fmt: skip
    start = id_in(request.args.get("before", ""), NEWEST)
    badges = {badge.id: badge.name for badge in all_badges()}
    rule = rule or RuleForm()
    rule.offer(badges.items())
    grants = queries.grants_of(row.id, start, queries.A_PAGE + 1)
    return page(
        "rewards/reward.html", status=status, reward=row, grants=grants[: queries.A_PAGE],
        more=grants[queries.A_PAGE - 1].id if len(grants) > queries.A_PAGE else None,
        imports=queries.imports_of(row.id), rules=rules.rules_of(row.id), badges=badges, form=form or filled(row),
        codes=codes or CodesForm(), rule=rule, grant=grant or GrantForm(), kinds=KIND_NAMES, names=STATE_NAMES,
        looks=STATE_LOOKS, hows=HOW_NAMES, money=said,
    )  # fmt: skip
