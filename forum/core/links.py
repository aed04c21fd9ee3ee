"""Full addresses of our pages, made from settings and never from a request (S06)."""

from forum.core.config import settings


def absolute_url(path: str) -> str:
    """Give the full address of a path of ours."""
    return settings().url.rstrip("/") + path
