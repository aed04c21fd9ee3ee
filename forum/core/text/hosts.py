"""Host names as people may read them, without one pretending to be another."""

import re
import unicodedata
from functools import lru_cache

import idna
from linkify_it import LinkifyIt

_TOGETHER = ({"CJK", "HIRAGANA", "KATAKANA"}, {"CJK", "HANGUL"}, {"CJK", "BOPOMOFO"})
# Cyrillic and Greek letters that look like Latin ones: a whole label of them under a Latin
# ending is a disguise, as browsers decided too.
_LOOKALIKES = frozenset("асԁеһіјӏорԛѕԝхуъЬҽпгѵѡαοινρυωχτκ-0123456789")
_NAMED = re.compile(r"(?:https?:)?//([^\s/?#@<>\"']+)|\bwww\.([^\s/?#@<>\"':]+)", re.IGNORECASE)
_BARE = re.compile(r"(?<![\w@.-])((?:[\w-]{1,63}\.){1,8}([^\W\d_]{2,24}))(?![\w-])")
_COMMON = """
    com net org edu gov mil int info biz io app dev co ai me xyz shop online store site club top live news
    tv blog page cloud bank pro name link click website space tech world today life media agency zip mov
    рф укр бел eu
"""
_ENDINGS = frozenset(_COMMON.split())
_COUNTRIES = re.compile(str(LinkifyIt().tlds_2ch_src_re))


def ascii_host(host: str) -> str | None:
    """Give the host as the network knows it, or None when it is no host name."""
    host = host.rstrip(".").lower()
    if host.isascii():
        return host or None
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return None


@lru_cache(maxsize=1024)
def shown_host(host: str) -> str:
    """Give the host for reading: its own letters, or punycode where they mix scripts or pretend."""
    known = ascii_host(host)
    if known is None:
        return host
    if "xn--" not in known:
        return known
    try:
        read = idna.decode(known)
    except (idna.IDNAError, UnicodeError):
        return known
    labels = read.split(".")
    pretends = labels[-1].isascii() and any(map(_pretends, labels))
    return read if all(map(_one_script, labels)) and not pretends else known


def names_another_host(text: str, host: str) -> bool:
    """Tell whether a link's text names a host that the link does not lead to."""
    folded = unicodedata.normalize("NFKC", text)
    folded = "".join(char for char in folded if unicodedata.category(char) != "Cf")
    return any(not _covers(shown, host) for shown in _hosts_in(folded))


def _hosts_in(text: str) -> list[str]:
    named = [found[1] or found[2] for found in _NAMED.finditer(text)]
    bare = [found[1] for found in _BARE.finditer(text) if _is_ending(found[2].lower())]
    return [host.lower().split(":")[0].rstrip(".,;!)") for host in named + bare]


def _is_ending(label: str) -> bool:
    return label in _ENDINGS or _COUNTRIES.fullmatch(label) is not None


def _covers(shown: str, host: str) -> bool:
    """Tell whether the shown host is the true one, a parent of it, or it without www."""
    known = ascii_host(shown)
    if known is None:
        return False
    if shown != known and shown_host(known) != shown:
        return False
    known = known.removeprefix("www.")
    return host == known or host.endswith(f".{known}")


def _one_script(label: str) -> bool:
    scripts = {unicodedata.name(char, "?").split()[0] for char in label if char.isalpha()}
    return len(scripts) <= 1 or any(scripts <= family for family in _TOGETHER)


def _pretends(label: str) -> bool:
    return not label.isascii() and set(label) <= _LOOKALIKES
