"""The way out: every request to another host goes through here."""

from forum.core.net.client import Response, fetch
from forum.core.net.target import NetError

__all__ = ["NetError", "Response", "fetch"]
