"""What the rooms say of their pages: what a page shows, what it reads of a request, which facts change it."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from flask import has_request_context, request

from forum.core.events import Event

V = TypeVar("V", bound=Callable[..., Any])
Labels = Callable[[Any], Iterable[str]]

EVERYTHING = "everything"
"""The label that every page carries."""
FURNITURE = "furniture"
"""What each process keeps besides pages, for some seconds or by versions that this fact does not move."""
SHOWN = "homeground.shown"
"""Where a request that is drawn to be kept collects its labels."""
WANTED = "homeground.wanted"
"""Whether the page that is drawn was kept until a fact changed it, so that many may wait for it."""

HEEDED: dict[str, frozenset[str]] = {}
"""Cookies that a guest's page may look different for, and the values that count."""
CHANGES: dict[str, Labels] = {}


def kept(*labels: str, **parameters: str) -> Callable[[V], V]:
    """Let a view's page for guests be kept: it shows what the labels name, and reads these parameters alone.

    Each parameter comes with the pattern of what it may hold. The page must carry no form that needs a token.
    """

    def mark(view: V) -> V:
        view.kept = {name: re.compile(pattern) for name, pattern in parameters.items()}  # type: ignore[attr-defined]
        view.labels = frozenset(labels)  # type: ignore[attr-defined]
        return view

    return mark


def parameters_of(view: object) -> Mapping[str, re.Pattern[str]] | None:
    """Give what a view reads of the query, or None where its page may not be kept."""
    found: Mapping[str, re.Pattern[str]] | None = getattr(view, "kept", None)
    return found


def labels_of(view: object) -> frozenset[str]:
    """Give what a view's page shows whatever its address says."""
    found: frozenset[str] = getattr(view, "labels", frozenset())
    return found


def always_open(view: V) -> V:
    """Let a view answer guests however many others ask: the doors of the house, and what is cheap."""
    view.always_open = True  # type: ignore[attr-defined]
    return view


def is_always_open(view: object) -> bool:
    """Tell whether a view answers guests in any crowd."""
    return bool(getattr(view, "always_open", False))


def shows(*labels: str) -> None:
    """Say what the page that is being drawn shows, so that it is drawn anew when that changes."""
    if has_request_context() and SHOWN in request.environ:
        request.environ[SHOWN].update(labels)


def heeds(cookie: str, values: Iterable[str]) -> None:
    """Say that pages look different for these values of a cookie, and for no others."""
    HEEDED[cookie] = frozenset(values)


def changes(*kinds: type[Event]) -> Callable[[Labels], Labels]:
    """Have the function name what these facts change: the labels of all pages that show it."""

    def register(labels: Labels) -> Labels:
        CHANGES.update({kind.__name__: labels for kind in kinds})
        return labels

    return register


def changes_nothing(*kinds: type[Event]) -> None:
    """Say that no page for guests shows anything of these facts."""
    CHANGES.update({kind.__name__: lambda _event: () for kind in kinds})


def changed_by(event: Event) -> frozenset[str]:
    """Name what a fact changes; a fact of which nobody said so changes everything."""
    labels = CHANGES.get(type(event).__name__)
    return frozenset(labels(event)) if labels else frozenset({EVERYTHING})
