"""Guards: which views are for whom, and the list of staff pages."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec
from urllib.parse import urlencode

from flask import request
from flask.typing import ResponseReturnValue

from forum.core.access import RANKS
from forum.core.respond import Missing, problem, see_other, wants_json
from forum.core.visitor import reader

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

_desk: list[tuple[str, str, str, str]] = []


def staff_only(view: View[P]) -> View[P]:
    """Keep a view for staff; for everybody else there is nothing at its address (S16)."""
    return _guarded(view, "staff", _turn_away)


def moderator_only(view: View[P]) -> View[P]:
    """Keep a view for moderators and those above them; for everybody else there is nothing at its address (S16)."""
    return _guarded(view, "moderator", _turn_away)


def signed_in(view: View[P]) -> View[P]:
    """Keep a view for members; guests are led to the sign-in page and back."""
    return _guarded(view, "member", _lead_to_sign_in)


def by_signed_link(view: View[P]) -> View[P]:
    """Let a view change something for whoever has its address, which we signed: no session, no form of ours (S25)."""
    view.by_signed_link = True  # type: ignore[attr-defined]
    return view


def guard_of(view: object) -> str | None:
    """Name the lowest role a guarded view lets in, or None where nobody guards it."""
    role: str | None = getattr(view, "guard", None)
    return role


def desk_page(address: str, label: str, icon: str, role: str = "staff") -> None:
    """Put a page into the list beside all staff pages, for those of this role and above."""
    _desk.append((address, label, icon, role))


def desk_pages() -> list[tuple[str, str, str]]:
    """List the staff pages that are the reader's: address, label, icon."""
    rank = reader().rank
    return [(address, label, icon) for address, label, icon, role in _desk if RANKS[role] <= rank]


def _guarded(view: View[P], role: str, refuse: Callable[[], ResponseReturnValue]) -> View[P]:
    @wraps(view)
    def run(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        return view(*args, **kwargs) if reader().rank >= RANKS[role] else refuse()

    run.guard = role  # type: ignore[attr-defined]
    return run


def _turn_away() -> ResponseReturnValue:
    raise Missing


def _lead_to_sign_in() -> ResponseReturnValue:
    if wants_json():
        return problem(401, "")
    return see_other(f"/sign-in?{urlencode({'next': _here()})}")


def _here() -> str:
    """Name the page to come back to: this one, or the one whose form was sent."""
    if request.method in {"GET", "HEAD"}:
        return request.full_path.rstrip("?")
    start = request.host_url
    came_from = request.referrer or ""
    return came_from[len(start) - 1 :] if came_from.startswith(start) else "/"
