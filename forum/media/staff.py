"""Where staff give the brand its logo."""

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.brands.actions import set_logo
from forum.brands.current import current_brand
from forum.core.guard import desk_page, staff_only
from forum.core.respond import page, see_other
from forum.core.visitor import reader
from forum.media.forms import FileForm
from forum.media.views import make_room, refuse, take, too_large

desk = Blueprint("media_staff", __name__)
desk_page("/staff/brand/logo", lazy_gettext("Logo"), "image")
desk.url_value_preprocessor(make_room)
desk.register_error_handler(413, too_large)


@desk.get("/staff/brand/logo")
@staff_only
def logo() -> Response:
    """Show the form for the logo."""
    return page("media/logo.html", form=FileForm())


@desk.post("/staff/brand/logo")
@staff_only
def change_logo() -> Response:
    """Show another logo."""
    form = FileForm()
    done = take(form, "logo")
    if done is None:
        return refuse(form, "media/logo.html")
    set_logo(reader(), current_brand().id, done.key)
    return see_other("/staff/brand/logo", _("This is the logo now."))


@desk.delete("/staff/brand/logo")
@staff_only
def drop_logo() -> Response:
    """Show the brand's name instead of a logo."""
    set_logo(reader(), current_brand().id, None)
    return see_other("/staff/brand/logo", _("The name stands for the logo now."))
