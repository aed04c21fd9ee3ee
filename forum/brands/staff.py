"""Where staff change the brand."""

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.brands.actions import change_brand
from forum.brands.current import current_brand
from forum.brands.forms import BrandForm, filled
from forum.brands.words import mode_name, pair_name
from forum.core.guard import desk_page, staff_only
from forum.core.respond import page, see_other
from forum.core.visitor import by_htmx, reader

desk = Blueprint("brands_staff", __name__)
desk_page("/staff/brand", lazy_gettext("Brand"), "palette")


@desk.get("/staff/brand")
@staff_only
def editor() -> Response:
    """Show what the brand says and how it looks."""
    return _editor(filled(current_brand()))


@desk.post("/staff/brand")
@staff_only
def save() -> Response:
    """Change the brand, or say what stands in the way."""
    brand = current_brand()
    form = filled(brand)
    if form.validate():
        with form.explaining():
            change_brand(
                reader(),
                brand.id,
                name=form.name.data,
                tagline=form.tagline.data,
                about=form.about.data,
                contact=form.contact.data,
                locale=form.locale.data,
                colours=form.colours(),
                header_links=form.header_links.links(),
                footer_links=form.footer_links.links(),
                footer_text=form.footer_text.data,
            )
    return _editor(form, 422) if form.errors else see_other("/staff/brand", _("The brand is saved."))


@desk.post("/staff/brand/contrast")
@staff_only
def contrast() -> Response:
    """Measure the colours in the form without saving them."""
    form = filled(current_brand())
    if by_htmx():
        return page("brands/_contrast.html", checks=form.checks(), pair_name=pair_name, mode_name=mode_name)
    return _editor(form)


def _editor(form: BrandForm, status: int = 200) -> Response:
    return page(
        "brands/editor.html",
        status=status,
        form=form,
        checks=form.checks(),
        pair_name=pair_name,
        mode_name=mode_name,
    )
