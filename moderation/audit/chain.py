"""The chain: each row is sealed with the one before it, by a key that the database does not have."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import current_app

BEGINNING = "0" * 64
"""The seal before the first row."""
PURPOSE = b"homeground audit"


def keys() -> dict[str, bytes]:
    """Give the keys of the chain by their ids, the one that seals now first: they follow from the signing keys."""
    derived = [hmac.digest(key.encode(), PURPOSE, "sha256") for key in current_app.extensions["keys"]]
    return {hashlib.sha256(key).hexdigest()[:8]: key for key in derived}


def seal(key: bytes, before: str, row: Mapping[str, Any]) -> str:
    """Seal a row after the one whose seal is given."""
    parts = [
        before, row["id"], moment(row["made_at"]), row["actor_id"], row["role"], bool(row["automatic"]), row["act"],
        row["subject"], row["guideline"], row["edition"], row["saying_digest"], row["key_id"],
    ]  # fmt: skip
    return _digest(key, json.dumps(parts, separators=(",", ":")))


def moment(value: datetime) -> str:
    """Write a moment the same way whichever database it came from."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def saying(key: bytes, words: str, salt: str) -> str:
    """Give the digest of what an act said; the salt keeps short words from being guessed once they are gone."""
    return _digest(key, f"{salt}\n{words}")


def fresh_salt() -> str:
    """Make a salt."""
    return secrets.token_hex(16)


def written(why: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
    """Write what an act said as one line, or nothing where it said nothing."""
    told = {"why": why, "before": before, "after": after}
    told = {name: value for name, value in told.items() if value not in ("", None)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if told else ""


def _digest(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256").hex()
