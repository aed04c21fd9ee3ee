"""What staff type about a brand."""

from itertools import starmap
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import ColorField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired

from forum.brands.cleaning import chosen_of
from forum.brands.colour import parse
from forum.brands.queries import BrandView, Link
from forum.brands.theme import CHOSEN, Check, checks, derive
from forum.brands.words import complaint, field_of
from forum.core.forms import Form
from forum.core.i18n import LANGUAGES

COLOURS = tuple(f"{token}{mode}" for token in CHOSEN for mode in ("", "_dark"))


class LinksField(TextAreaField):
    """Links, one a line: its words, then its address."""

    def links(self) -> list[Link]:
        """Read the lines; one word alone is its own address."""
        lines = [line.split() for line in (self.data or "").splitlines() if line.strip()]
        return [Link(" ".join(words[:-1]) or words[0], words[-1]) for words in lines]


class BrandForm(Form):
    """The words and colours of a brand."""

    name = StringField(_("Name of the brand"), [InputRequired(_("Give the brand a name."))])
    tagline = StringField(_("In one sentence"), description=_("Shown on the start page and to search engines."))
    about = TextAreaField(_("About"), description=_("Who you are and what this place is for. Markdown works."))
    contact = StringField(_("Contact"), description=_("An e-mail address, or a page beginning with https://."))
    locale = SelectField(_("Language"), choices=list(starmap(SelectChoice, LANGUAGES.items())))
    accent = ColorField(_("Accent, light"))
    accent_dark = ColorField(_("Accent, dark"))
    paper = ColorField(_("Page, light"))
    paper_dark = ColorField(_("Page, dark"))
    ink = ColorField(_("Words, light"))
    ink_dark = ColorField(_("Words, dark"))
    header_links = LinksField(_("Links in the header"), description=_("One a line: the words, then the address."))
    footer_links = LinksField(_("Links in the footer"), description=_("One a line: the words, then the address."))
    footer_text = StringField(_("Line in the footer"))

    def colours(self) -> dict[str, str]:
        """Give the colours as they were typed."""
        return {name: self[name].data or "" for name in COLOURS}

    def checks(self) -> list[Check]:
        """Measure what the typed colours would give; a colour that is none counts as ours."""
        usual = chosen_of(CHOSEN)
        return checks(derive(**{name: parse(text) or usual[name] for name, text in self.colours().items()}))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and say at each colour what it fails at first."""
        super().validate(extra_validators)
        for check in self.checks():
            if not check.passes and not self[field_of(check)].errors:
                self[field_of(check)].errors = [complaint(check)]
        return not self.errors


def filled(brand: BrandView) -> BrandForm:
    """Make the form with what a brand says now; what was sent goes before."""
    return BrandForm(
        name=brand.name,
        tagline=brand.tagline,
        about=brand.about_source,
        contact=brand.contact,
        locale=brand.locale,
        header_links=_lines(brand.header_links),
        footer_links=_lines(brand.footer_links),
        footer_text=brand.footer_text,
        **chosen_of(brand.palette),
    )


def _lines(links: tuple[Link, ...]) -> str:
    return "\n".join(f"{link.label} {link.url}" for link in links)
