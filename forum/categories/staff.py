"""Where staff arrange the categories."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.brands.current import current_brand
from forum.categories import actions
from forum.categories.forms import CategoryForm, NewCategoryForm, PlaceForm
from forum.categories.queries import CategoryNode, category_by_id, chosen_for, tree, who_may
from forum.categories.words import AUDIENCE_NAMES
from forum.core.guard import desk_page, staff_only
from forum.core.refusal import Refused
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader

desk = Blueprint("categories_staff", __name__)
desk_page("/staff/categories", lazy_gettext("Categories"), "folder")

USUAL = {"see": "everyone", "reply": "members", "start": "members"}


@desk.get("/staff/categories")
@staff_only
def arrange() -> Response:
    """Show all categories in their order."""
    return _arrange()


@desk.get("/staff/categories/new")
@staff_only
def new() -> Response:
    """Show the form for a new category."""
    return _new(NewCategoryForm(data=USUAL | {"parent": request.args.get("in", "")}))


@desk.post("/staff/categories/new")
@staff_only
def create() -> Response:
    """Open a category."""
    form = NewCategoryForm(data=USUAL)
    with form.explaining():
        actions.create_category(
            reader(),
            current_brand().id,
            slug=form.slug.data,
            parent_id=form.parent_id,
            key=form.once.data,
            **_typed(form),
        )
    return _new(form, 422) if form.errors else see_other("/staff/categories", _("The category is open."))


@desk.get("/staff/categories/<id:category_id>")
@staff_only
def edit(category_id: int) -> Response:
    """Show what is said of a category, and who may do what in it."""
    node = _node(category_id)
    return _edit(node, _filled(node), _placed(node))


@desk.post("/staff/categories/<id:category_id>")
@staff_only
def change(category_id: int) -> Response:
    """Change a category."""
    node = _node(category_id)
    form = _filled(node)
    with form.explaining():
        actions.change_category(reader(), category_id, **_typed(form))
    return _edit(node, form, _placed(node), 422) if form.errors else see_other("/staff/categories", _("Saved."))


@desk.post("/staff/categories/<id:category_id>/place")
@staff_only
def move(category_id: int) -> Response:
    """Put a category somewhere else."""
    node = _node(category_id)
    form = _placed(node)
    with form.explaining():
        actions.move_category(reader(), category_id, form.parent_id)
    return _edit(node, _filled(node), form, 422) if form.errors else see_other("/staff/categories", _("Moved."))


@desk.post("/staff/categories/<id:category_id>/up")
@staff_only
def up(category_id: int) -> Response:
    """Let a category stand before the one above it."""
    actions.shift_category(reader(), _node(category_id).id, -1)
    return see_other("/staff/categories")


@desk.post("/staff/categories/<id:category_id>/down")
@staff_only
def down(category_id: int) -> Response:
    """Let a category stand after the one below it."""
    actions.shift_category(reader(), _node(category_id).id, 1)
    return see_other("/staff/categories")


@desk.delete("/staff/categories/<id:category_id>")
@staff_only
def remove(category_id: int) -> Response:
    """Remove an empty category."""
    _node(category_id)
    try:
        actions.remove_category(reader(), category_id)
    except Refused as refusal:
        return _arrange(refusal.reason, 422)
    return see_other("/staff/categories", _("The category is removed."))


def _arrange(fault: str | None = None, status: int = 200) -> Response:
    roots = tree(reader().audiences, current_brand().id)
    return page(
        "categories/arrange.html", status=status, categories=roots, who=who_may(), names=AUDIENCE_NAMES, fault=fault
    )


def _new(form: NewCategoryForm, status: int = 200) -> Response:
    form.offer_audiences(reader())
    form.offer_places(tree(reader().audiences, current_brand().id))
    return page("categories/new.html", status=status, form=form)


def _edit(node: CategoryNode, form: CategoryForm, place: PlaceForm, status: int = 200) -> Response:
    form.offer_audiences(reader())
    place.offer_places(tree(reader().audiences, current_brand().id), node)
    return page(
        "categories/edit.html", status=status, category=node, form=form, place=place, who=who_may().get(node.id, {}),
        chosen=chosen_for(node.id), names=AUDIENCE_NAMES,
    )  # fmt: skip


def _filled(node: CategoryNode) -> CategoryForm:
    return CategoryForm(
        data={"name": node.name, "description": node.description, "kind": node.kind} | USUAL | chosen_for(node.id)
    )


def _placed(node: CategoryNode) -> PlaceForm:
    return PlaceForm(data={"parent": str(node.parent_id or "")})


def _typed(form: CategoryForm) -> dict[str, str]:
    """Give what both a new and a changed category are told."""
    return {name: form[name].data or "" for name in ("name", "description", "kind", "see", "reply", "start")}


def _node(category_id: int) -> CategoryNode:
    node = category_by_id(reader().audiences, category_id)
    if node is None:
        raise Missing
    return node
