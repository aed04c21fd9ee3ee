"""Slots: named places in pages where higher rooms hang a panel."""

from collections.abc import Callable
from typing import Any

from forum.core.markup import Markup, joined, trusted

Panel = Callable[..., str | None]
_panels: dict[str, list[Panel]] = {}


def fills(slot: str) -> Callable[[Panel], Panel]:
    """Hang the function's html into the slot; None leaves it empty.

    The html must come from a rendered template: it is shown as it is.
    """

    def register(panel: Panel) -> Panel:
        _panels.setdefault(slot, []).append(panel)
        return panel

    return register


def slot(name: str, **context: Any) -> Markup:
    """Give what hangs in a slot of a page."""
    return joined(trusted(html) for panel in _panels.get(name, []) if (html := panel(**context)))
