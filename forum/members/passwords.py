"""Passwords: how good they must be, and how they are kept.

Hashing takes some hundredths of a second of a whole core: it is done beside the event loop, by two at a time.
"""

import re
import threading
import unicodedata
from base64 import b64encode
from collections.abc import Callable, Iterable
from secrets import token_bytes
from typing import TypeVar

import zxcvbn
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION
from flask_babel import gettext as _
from gevent import get_hub, monkey

from forum.core.limits import TooOften
from forum.core.refusal import Refused

T = TypeVar("T")

SHORTEST, LONGEST = 15, 256
SAFE_SCORE = 4
"""On zxcvbn's scale of 0 to 4: 10^10 guesses or more."""
JUDGED = 40
"""How many characters are judged: the rest costs time and can only make a password better."""
TELLING_WORD = 4
AT_ONCE = 2
PATIENCE_S = 4.0

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

_turn = threading.BoundedSemaphore(AT_ONCE)
_GAPS = re.compile(r"[\W_]+")


def normal(password: str) -> str:
    """Give a password in the one form that is hashed, whichever keyboard it was typed on."""
    return unicodedata.normalize("NFC", password)


def check_password(password: str, words: Iterable[str], field: str = "password") -> None:
    """Refuse a password that is short or easy to guess; `words` are names and addresses that say who sets it.

    zxcvbn knows 30,000 common passwords and the ways people dress them up (S02, S03).
    """
    reason = weakness(normal(password), words)
    if reason is not None:
        raise Refused(reason, field)


def weakness(password: str, words: Iterable[str]) -> str | None:
    """Say what is wrong with a password, or None."""
    if len(password) < SHORTEST:
        return _("A password has at least %(count)d characters. Four or five words make a good one.", count=SHORTEST)
    if len(password) > LONGEST:
        return _("A password has at most %(count)d characters.", count=LONGEST)
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in password):
        return _("There is a character in this password that cannot be typed again. Leave it out.")
    told = _telling(words)
    bare = _GAPS.sub("", password.casefold())
    if any(word in bare for word in told):
        return _("Leave your name, your address and the community's name out of the password.")
    if zxcvbn.zxcvbn(password[:JUDGED], user_inputs=told)["score"] < SAFE_SCORE:
        return _("This password is easy to guess. Four or five words that do not belong together make a good one.")
    return None


def hash_password(password: str) -> str:
    """Hash a password for keeping."""
    return _aside(HASHER.hash, normal(password))


def fits(password: str, kept: str | None) -> bool:
    """Tell whether a password is the kept one; it takes as long when there is none (S05)."""
    if len(password) > LONGEST:
        return False
    return _aside(_verify, kept or _NOBODY, normal(password)) and kept is not None


def is_outdated(kept: str) -> bool:
    """Tell whether a hash was made with weaker parameters than ours (S01)."""
    return HASHER.check_needs_rehash(kept)


def _verify(kept: str, password: str) -> bool:
    try:
        return HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def _telling(words: Iterable[str]) -> list[str]:
    """List what of a person's and the community's names must not be in a password."""
    wholes = [word.casefold() for word in words if word]
    parts = [part for word in wholes for part in _GAPS.split(word)] + [_GAPS.sub("", word) for word in wholes]
    return sorted({part for part in parts if len(part) >= TELLING_WORD and part not in _HARMLESS})


def _aside(work: Callable[..., T], *args: str) -> T:
    """Do heavy work where the event loop does not wait for it; two at a time, the others queue (S01)."""
    if not _turn.acquire(timeout=PATIENCE_S):
        raise TooOften(int(PATIENCE_S) + 1)
    try:
        if monkey.is_module_patched("threading"):
            done: T = get_hub().threadpool.apply(work, args)
            return done
        return work(*args)
    finally:
        _turn.release()


def _unfitting() -> str:
    """Write a hash that no password has; looking at it takes as long as looking at any other."""
    salt, digest = (b64encode(token_bytes(size)).decode().rstrip("=") for size in (HASHER.salt_len, HASHER.hash_len))
    costs = f"m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}"
    return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${digest}"


_NOBODY = _unfitting()
_HARMLESS = frozenset({"http", "https", "mail", "example", "localhost", "gmail", "outlook"})
