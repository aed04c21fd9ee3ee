"""What a brand may say and look like: typed values, made fit to keep or refused at their field."""

import re
from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from forum.brands.colour import parse
from forum.brands.queries import Link
from forum.brands.theme import CHOSEN, Palette, derive, failures
from forum.brands.words import complaint, field_of
from forum.core.i18n import LANGUAGES
from forum.core.refusal import Refused
from forum.core.text.addresses import safe_address
from forum.core.text.clean import clean_line, clean_source
from forum.core.text.hosts import ascii_host

LINES = {"name": 60, "tagline": 200, "contact": 254, "footer_text": 500}
"""The one-line fields of a brand, with their longest length."""

LONGEST_ABOUT = 8_000
MOST_LINKS = 8
LONGEST_LABEL = 40
LONGEST_ADDRESS = 500
HOST = re.compile(r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def clean_words(words: Mapping[str, str | None]) -> dict[str, str]:
    """Clean the one-line fields that are given."""
    kept = {field: clean_line(text, LINES[field], field) for field, text in words.items() if text is not None}
    if kept.get("name") == "":
        raise Refused(_("Give the brand a name."), "name")
    contact = kept.get("contact", "")
    if contact and "@" not in contact and not contact.startswith("https://"):
        raise Refused(_("Give an e-mail address, or the address of a page beginning with https://."), "contact")
    return kept


def clean_about(source: str) -> str:
    """Clean what a brand tells of itself."""
    return clean_source(source, LONGEST_ABOUT, "about")


def clean_locale(locale: str) -> str:
    """Take a language that we speak."""
    if locale not in LANGUAGES:
        raise Refused(_("Choose one of the languages in the list."), "locale")
    return locale


def clean_host(host: str | None) -> str | None:
    """Take a host name as the network knows it; an empty one is none."""
    if not host or not host.strip():
        return None
    name = ascii_host(host.strip())
    if name is None or not HOST.fullmatch(name):
        raise Refused(_("This is not a host name. Give one such as community.example.org."), "host")
    return name


def clean_links(links: Sequence[Link], field: str) -> list[list[str]]:
    """Take links that lead to pages of ours or to other sites, and nowhere stranger."""
    if len(links) > MOST_LINKS:
        raise Refused(_("At most %(count)d links fit here.", count=MOST_LINKS), field)
    return [[clean_line(link.label, LONGEST_LABEL, field), _address(link.url, field)] for link in links]


def make_palette(chosen: Mapping[str, str], before: Palette | None = None) -> dict[str, tuple[str, str]]:
    """Make the palette from what was chosen now and before; refuse what cannot be read."""
    given = chosen_of(before or CHOSEN)
    if before is None and "accent" in chosen:
        del given["accent_dark"]  # made from the light one
    given.update({field: _colour(text, field) for field, text in chosen.items()})
    palette = derive(**given)
    for check in failures(palette):
        raise Refused(complaint(check), field_of(check))
    return palette


def chosen_of(palette: Palette) -> dict[str, str]:
    """Give what a brand chose of a palette, by the names that theme.derive takes."""
    both = [(token, palette[token]) for token in CHOSEN]
    return {token: pair[0] for token, pair in both} | {f"{token}_dark": pair[1] for token, pair in both}


def _colour(text: str, field: str) -> str:
    colour = parse(text)
    if colour is None:
        raise Refused(_("This is not a colour. Give one such as #2f6b4f."), field)
    return colour


def _address(url: str, field: str) -> str:
    known = url.startswith(("/", "https://", "http://", "mailto:")) and len(url) <= LONGEST_ADDRESS
    if not known or not safe_address(url):
        raise Refused(
            _("%(address)s is no address for a link. Give a path such as /latest, or one beginning with https://.",
              address=url[:80]),
            field,
        )  # fmt: skip
    return url
