"""Sealing: words that lie in the database so that nobody reads them there, and a mark to find them by.

AES-256-GCM under a key made of the house's signing key and the purpose. Former keys open what they sealed.
"""

import base64
import hmac
import secrets
from binascii import Error as NotBase64
from functools import lru_cache

from flask import current_app

from forum.core import cipher

NONCE_BYTES = 12
NAME_LETTERS = 8


class Unreadable(Exception):
    """Sealed words that none of our keys opens: a key was lost, or they were changed."""


def seal(purpose: str, text: str) -> str:
    """Seal a text for one purpose."""
    key, nonce = _keys()[0], secrets.token_bytes(NONCE_BYTES)
    box = nonce + _cipher(key, purpose).encrypt(nonce, text.encode(), purpose.encode())
    return f"{_name(key)}.{base64.urlsafe_b64encode(box).decode()}"


def unseal(purpose: str, sealed: str) -> str:
    """Open what was sealed for this purpose; raises Unreadable."""
    name, _dot, packed = sealed.partition(".")
    for key in _keys():
        if _name(key) == name:
            try:
                box = base64.urlsafe_b64decode(packed)
                opened = _cipher(key, purpose).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], purpose.encode())
                return opened.decode()
            except (cipher.InvalidTag, NotBase64, ValueError):
                break
    raise Unreadable(f"what was sealed for {purpose} cannot be opened")


def is_fresh(sealed: str) -> bool:
    """Tell whether something was sealed under the newest key."""
    return sealed.startswith(f"{_name(_keys()[0])}.")


def mark(purpose: str, text: str) -> str:
    """Give the keyed digest by which a sealed text is found again."""
    return _mark(_keys()[0], purpose, text)


def marks(purpose: str, text: str) -> list[str]:
    """Give the digests it may lie under: that of the newest key, and those of former ones."""
    return [_mark(key, purpose, text) for key in _keys()]


def _keys() -> list[str]:
    keys: list[str] = current_app.extensions["keys"]
    return keys


def _mark(key: str, purpose: str, text: str) -> str:
    return hmac.digest(_derived(key, f"mark:{purpose}"), text.encode(), "sha256").hex()


@lru_cache(maxsize=64)
def _name(key: str) -> str:
    """Give a word that tells keys apart and nothing of them."""
    return _derived(key, "name").hex()[:NAME_LETTERS]


@lru_cache(maxsize=64)
def _cipher(key: str, purpose: str) -> "cipher.AESGCM":
    return cipher.AESGCM(_derived(key, f"seal:{purpose}"))


@lru_cache(maxsize=64)
def _derived(key: str, use: str) -> bytes:
    return hmac.digest(key.encode(), f"homeground:{use}".encode(), "sha256")
