"""Where staff say what there is to earn, try it out, give it by hand and take it back."""

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.badges import actions, queries, wording
from forum.badges.conditions import clean_conditions
from forum.badges.first_set import TEXTS
from forum.badges.forms import BadgeForm, GiveForm, RevokeForm, badge_form, filled
from forum.badges.looks import SHAPES, TIERS
from forum.badges.queries import BadgeView
from forum.badges.trying import Trial, try_out
from forum.core.guard import desk_page, staff_only
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import by_htmx, reader

HOME = "/staff/badges"
NEW: dict[str, Any] = {
    "tier": "bronze", "shape": "circle", "glyph": "star", "colour": "brand", "of": "member", "active": True,
}  # fmt: skip

desk = Blueprint("badges_staff", __name__)
desk_page(HOME, lazy_gettext("Badges"), "medal")


@desk.get(HOME)
@staff_only
def overview() -> Response:
    """List all badges."""
    return page("badges/staff/list.html", badges=queries.all_badges(), tiers=TIERS, rules=wording.rules)


@desk.post(f"{HOME}/rounds")
@staff_only
def give_all() -> Response:
    """Give every badge to all who earned it: after an import, for one."""
    actions.give_all_earned(reader())
    return see_other(HOME, _("It goes on in the background."))


@desk.get(f"{HOME}/new")
@staff_only
def new() -> Response:
    """Show the form for a new badge."""
    return _editor(badge_form(NEW))


@desk.post(f"{HOME}/new")
@staff_only
def make() -> Response:
    """Make a badge."""
    form = badge_form()
    if form.validate():
        with form.explaining():
            slug = actions.make_badge(reader(), **_typed(form))
            return see_other(f"{HOME}/{slug}", _("The badge is there."))
    return _editor(form, status=422)


@desk.post(f"{HOME}/trial")
@staff_only
def try_new() -> Response:
    """Tell who would get a badge that is not there yet."""
    return _try(None)


@desk.get(f"{HOME}/<slug>")
@staff_only
def edit(slug: str) -> Response:
    """Show a badge with the form that changes it."""
    badge, form = _stored(slug)
    if by_htmx():
        return page("badges/staff/_round.html", badge=badge, round=queries.last_round(badge.id))
    return _editor(form, badge)


@desk.post(f"{HOME}/<slug>")
@staff_only
def change(slug: str) -> Response:
    """Change a badge."""
    badge, form = _badge(slug), badge_form()
    if form.validate():
        with form.explaining():
            actions.change_badge(reader(), badge.id, **_typed(form))
            return see_other(f"{HOME}/{slug}", _("Saved. Whoever holds it keeps it."))
    return _editor(form, badge, status=422)


@desk.post(f"{HOME}/<slug>/trial")
@staff_only
def try_change(slug: str) -> Response:
    """Tell who would get a badge if it were changed so."""
    return _try(_badge(slug))


@desk.delete(f"{HOME}/<slug>/round")
@staff_only
def stop(slug: str) -> Response:
    """Stop giving a badge to those who earned it before."""
    actions.stop_round(reader(), _badge(slug).id)
    return see_other(f"{HOME}/{slug}", _("It stops. What is given stays."))


@desk.post(f"{HOME}/<slug>/awards")
@staff_only
def give(slug: str) -> Response:
    """Give a badge by hand."""
    badge, form = _badge(slug), GiveForm()
    if form.validate():
        with form.explaining():
            actions.give(reader(), badge.id, form.name.data or "", form.reason.data or "")
            return see_other(f"{HOME}/{slug}", _("It is theirs; they will hear of it."))
    return _editor(_stored(slug)[1], badge, giving=form, status=422)


@desk.post(f"{HOME}/<slug>/awards/<id:award_id>/revocation")
@staff_only
def revoke(slug: str, award_id: int) -> Response:
    """Take an award back."""
    badge, form = _badge(slug), RevokeForm()
    if form.validate():
        with form.explaining():
            actions.revoke(reader(), award_id, form.reason.data or "")
            return see_other(f"{HOME}/{slug}", _("It is taken back."))
    return _editor(_stored(slug)[1], badge, revoking={award_id: form}, status=422)


def _try(badge: BadgeView | None) -> Response:
    """Show the form as it was typed, and what it would do; nothing is saved."""
    form = badge_form()
    if form.validate():
        with form.explaining():
            conditions = clean_conditions(form.conditions, form.of.data)
            trial = try_out(badge.id if badge else None, conditions, form.of.data, many=form.many.data)
            return _editor(form, badge, trial=trial)
    return _editor(form, badge, status=422)


def _editor(
    form: BadgeForm,
    badge: BadgeView | None = None,
    *,
    trial: Trial | None = None,
    giving: GiveForm | None = None,
    revoking: dict[int, RevokeForm] | None = None,
    status: int = 200,
) -> Response:
    return page(
        "badges/staff/edit.html", status=status, form=form, badge=badge, trial=trial, giving=giving or GiveForm(),
        revoking=revoking or {}, tiers=TIERS, shapes=SHAPES, shipped=TEXTS,
        round=queries.last_round(badge.id) if badge else None,
        holders=queries.holders(badge.id).rows if badge else [], taken=queries.taken_back(badge.id) if badge else [],
    )  # fmt: skip


def _typed(form: BadgeForm) -> dict[str, Any]:
    return {
        **form.look, "texts": form.texts, "conditions": form.conditions, "of": form.of.data, "many": form.many.data,
        "active": form.active.data, "again": form.again.data,
    }  # fmt: skip


def _badge(slug: str) -> BadgeView:
    badge = queries.badge_page(slug)
    if badge is None:
        raise Missing
    return badge


def _stored(slug: str) -> tuple[BadgeView, BadgeForm]:
    """Give a badge and a form that holds what is stored of it."""
    badge, row = _badge(slug), queries.stored(slug)
    if row is None:
        raise Missing
    plain = {name: getattr(row, name) for name in ("tier", "shape", "glyph", "colour", "of", "many", "active")}
    return badge, badge_form(plain | filled(row.texts, row.conditions))
