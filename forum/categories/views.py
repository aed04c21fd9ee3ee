"""The list of all categories."""

from flask import Blueprint, Response

from forum.brands.current import current_brand
from forum.categories.labels import LISTS
from forum.categories.queries import tree
from forum.core.pages.declared import kept
from forum.core.respond import page
from forum.core.visitor import reader

pages = Blueprint("categories", __name__)


@pages.get("/categories")
@kept(LISTS)
def index() -> Response:
    """List the categories, the inner ones inside the outer ones."""
    return page("categories/index.html", categories=tree(reader().audiences, current_brand().id))
