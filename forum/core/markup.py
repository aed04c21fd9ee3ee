"""The one place that says: this html is ours, show it as it is."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache

from babel.dates import format_datetime
from flask import Flask
from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup

from forum.core.i18n import language

__all__ = ["Markup", "joined", "moment", "start", "trusted"]


class SharedTemplate(Template):
    """A template whose macros are made once: they see the globals of the house and nothing of one page.

    Jinja compares those two at every import, six times a page, to find out the same.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


def start(app: Flask) -> None:
    """Give templates the filters `trusted` and `moment`."""
    app.jinja_env.template_class = SharedTemplate
    app.jinja_env.filters.update(trusted=trusted, moment=moment)


def trusted(html: str) -> Markup:
    """Trust html that came out of `forum.core.text.render` or of a template of ours."""
    return Markup(html)


def joined(pieces: Iterable[str]) -> Markup:
    """Join pieces of trusted html; what is not trusted is escaped."""
    return Markup("").join(pieces)


def moment(at: datetime) -> str:
    """Write a moment in words, with its zone; scripts turn it into the reader's own clock."""
    return _moment(at.replace(second=0, microsecond=0), language())


@lru_cache(maxsize=8192)
def _moment(at: datetime, locale: str) -> str:
    return f"{format_datetime(at.astimezone(UTC), 'd MMM y, HH:mm', locale=locale)} UTC"
