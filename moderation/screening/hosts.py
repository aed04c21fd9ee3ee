"""The hosts that a text links to, however the link is written."""

import re
from collections.abc import Container, Iterator

from forum.core.text.hosts import ascii_host

LONGEST_HOST = 253

# A scheme, "www.", or a name with one of the endings that spam likes and people write without a scheme. Linear: each
# alternative begins with something of its own, and no repetition stands inside another one.
_LINK = re.compile(
    r"(?:https?:/{1,3}|//|www\.)(?:[^\s/?#@\\]{1,200}@)?([^\s/?#:@\\<>()\[\]\"'`,;!*|]{1,253})"
    r"|(?<![\w.@/-])((?:[\w-]{1,63}\.){1,4}(?:com|net|org|info|biz|io|ru|xyz|top|shop|club|site|online|link|click|me))"
    r"(?![\w.-])",
    re.IGNORECASE,
)


def hosts_in(source: str) -> list[str]:
    """List the host of every link in a text, the same one as often as it is linked to."""
    return [host for found in _LINK.finditer(source) if (host := plain_host(found[1] or found[2]))]


def plain_host(text: str) -> str:
    """Give a host as it is compared: lower case, in ASCII, without www; empty if it is none."""
    host = ascii_host(text.strip().strip(".")[:LONGEST_HOST]) or ""
    host = host.removeprefix("www.")
    return host if "." in host and not host.startswith("-") else ""


def listed(host: str, names: Container[str]) -> str | None:
    """Give the name in a list that a host is, or lies under; whole labels are compared (S45)."""
    return next((name for name in _above(host) if name in names), None)


def _above(host: str) -> Iterator[str]:
    labels = host.split(".")
    return (".".join(labels[start:]) for start in range(len(labels)))
