"""The frame around every page, drawn once for all who see the same of it."""

from collections.abc import Hashable
from typing import Any

from flask import current_app, render_template

from forum.core.cache import cache
from forum.core.i18n import language
from forum.core.markup import Markup, trusted


def furniture(template: str, *about: Hashable, **context: Any) -> Markup:
    """Draw a part of the frame; `about` names everything that can make it look different, the language aside."""
    return cache.versioned(
        ("furniture", template, language(), *about), lambda: trusted(render_template(template, **context))
    )


def fragment(template: str, **context: Any) -> Markup:
    """Draw a part of a page from what it is given alone, in a request or outside of any."""
    return trusted(current_app.jinja_env.get_template(template).render(**context))
