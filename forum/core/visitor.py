"""The person at the other end of this request."""

import ipaddress
from typing import cast

from flask import g, request
from flask_login import current_user

from forum.core.access import GUEST, Actor


def reader() -> Actor:
    """Give the actor of this request: a guest or a signed-in member."""
    if "_login_user" in g:  # where Flask-Login keeps whom it found; asking it takes ten times as long
        return cast(Actor, g._login_user)
    return cast(Actor, current_user._get_current_object()) if current_user else GUEST


def forget_reader() -> None:
    """Take the visitor for a guest from here on, where nobody can say who they are."""
    g._login_user = GUEST


def address() -> str:
    """Give the visitor's network address, believing only the proxies we were told of."""
    return request.remote_addr or "::"


def network() -> str:
    """Give the visitor's network, /24 or /64, as limits count it."""
    host = ipaddress.ip_address(address())
    width = 24 if host.version == 4 else 64
    return str(ipaddress.ip_network(f"{host}/{width}", strict=False).network_address)


def by_htmx() -> bool:
    """Tell whether the page asks for a fragment of itself."""
    return request.headers.get("HX-Request") == "true"
