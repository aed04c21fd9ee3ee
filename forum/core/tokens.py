"""Secrets that people carry: made at random, kept only as a digest, signed where we keep nothing."""

import hashlib
import secrets

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer


def fresh_token() -> str:
    """Make a secret of 256 bits that fits an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Give what is kept of a secret."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def sign(purpose: str, value: object) -> str:
    """Sign a plain value for one purpose."""
    return str(_signer(purpose).dumps(value))


def unsign(purpose: str, text: str, seconds: int) -> object | None:
    """Give the value that was signed for this purpose, or None if it is forged or too old."""
    try:
        value: object = _signer(purpose).loads(text, max_age=seconds)
    except BadData:
        return None
    return value


def _signer(purpose: str) -> URLSafeTimedSerializer:
    keys: list[str] = current_app.extensions["keys"]
    return URLSafeTimedSerializer(list(reversed(keys)), salt=purpose, signer_kwargs={"digest_method": hashlib.sha256})
