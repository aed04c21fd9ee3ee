"""Which addresses a post may lead to: http, https, mailto and our own paths, nothing else."""

import re
from urllib.parse import urlsplit

from forum.core.text.hosts import ascii_host

LONGEST = 2_000

# Browsers drop tabs and newlines, read backslashes as slashes, and some ignore what cannot be seen.
_HIDDEN = re.compile(
    r"[\x00-\x20\x7f-\xa0\xad\u061c\u115f\u1160\u1680\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    r"\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\\\ud800-\udfff\U000e0000-\U000e0fff]"
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*\.?|\[[0-9a-f:.]{2,45}\]")
_MAILBOX = re.compile(r"mailto:[^\s@<>\"/?#]{1,64}@[^\s@<>\"/?#]{1,255}(?:\?subject=[^&<>\"#]*)?", re.IGNORECASE)


def safe_address(value: str) -> bool:
    """Tell whether a link may lead here."""
    if not value or len(value) > LONGEST or _HIDDEN.search(value):
        return False
    if value[0] in "/#":
        return not value.startswith("//")
    scheme = _SCHEME.match(value)
    if scheme is None:
        return False
    name = scheme[1].lower()
    if name in {"http", "https"}:
        return host_of(value) is not None
    return name == "mailto" and _MAILBOX.fullmatch(value) is not None


def safe_picture(value: str, hosts: frozenset[str] = frozenset()) -> bool:
    """Tell whether a picture may be embedded: from our own paths, or from a host we keep pictures on."""
    if not safe_address(value) or value[0] == "#" or value[:7].lower() == "mailto:":
        return False
    return value[0] == "/" or host_of(value) in hosts


def safe_picture_set(value: str, hosts: frozenset[str] = frozenset()) -> bool:
    """Tell whether every candidate of a srcset may be embedded."""
    candidates = [candidate.split() for candidate in value.split(",")]
    return all(
        len(parts) == 2 and safe_picture(parts[0], hosts) and re.fullmatch(r"\d{1,5}[wx]", parts[1])
        for parts in candidates
    )


def host_of(value: str) -> str | None:
    """Give the host of an outside address as the network knows it, or None when there is none to trust."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return None
    if "//" not in value or parts.hostname is None or "@" in parts.netloc or port == 0:
        return None
    if parts.scheme not in {"http", "https"} or not value[len(parts.scheme) :].startswith("://"):
        return None
    bare = parts.netloc.rpartition(":")[0] if parts.port is not None else parts.netloc.removesuffix(":")
    host = ascii_host(bare)
    return host if host and _HOST.fullmatch(host) else None
