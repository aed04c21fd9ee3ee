"""What staff type about a category; whether it can be taken is the actions' to say."""

from collections.abc import Iterable
from itertools import starmap

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from forum.categories.queries import CategoryNode
from forum.categories.words import AUDIENCE_NAMES, KIND_NAMES
from forum.core.access import AUDIENCES, Actor
from forum.core.forms import Form, OnceField
from forum.core.ids import id_in

WRITERS = AUDIENCES[1:]


class PlaceForm(Form):
    """Where a category stands."""

    parent = SelectField(_("Inside"), validate_choice=False)

    def offer_places(self, roots: Iterable[CategoryNode], moved: CategoryNode | None = None) -> None:
        """List the categories that another one can lie in; what is moved cannot lie in itself."""
        inside = {node.id for node in moved.within()} if moved else set()
        nodes = [node for root in roots for node in root.within() if node.id not in inside]
        self.parent.choices = [
            SelectChoice("", _("Nothing: at the top")),
            *(SelectChoice(str(node.id), node.full_name) for node in nodes),
        ]

    @property
    def parent_id(self) -> int | None:
        """Read the choice; what is no choice of ours is no category."""
        typed = self.parent.data or ""
        if not typed:
            return None
        return id_in(typed, -1)


class CategoryForm(Form):
    """The words of a category, and who may do what in it."""

    name = StringField(_("Name of the category"))
    description = TextAreaField(_("In a sentence or two"), description=_("Shown under the name."))
    kind = SelectField(
        _("What new threads are"), choices=list(starmap(SelectChoice, KIND_NAMES.items())), validate_choice=False
    )
    see = SelectField(_("Who sees it"), validate_choice=False)
    reply = SelectField(_("Who replies"), validate_choice=False)
    start = SelectField(_("Who starts threads"), validate_choice=False)

    def offer_audiences(self, actor: Actor) -> None:
        """List the groups that this actor may choose, and the ones chosen now."""
        for field, audiences in ((self.see, AUDIENCES), (self.reply, WRITERS), (self.start, WRITERS)):
            offered = [each for each in audiences if each in actor.audiences or each == field.object_data]
            field.choices = [SelectChoice(each, AUDIENCE_NAMES[each]) for each in offered]


class NewCategoryForm(CategoryForm, PlaceForm):
    """A new category."""

    slug = StringField(
        _("Address"), description=_("The word after /c/. Left empty, it is made from the name. It stays as it is then.")
    )
    once = OnceField()
