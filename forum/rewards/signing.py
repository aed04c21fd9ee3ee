"""Who a shop's message is from: Standard Webhooks 1.0.0 (github.com/standard-webhooks/standard-webhooks, spec/).

The name of the message, its time and its body are signed by HMAC-SHA256 under a secret that both know. What is
older or newer than five minutes is refused; a name that was heard before is not heard again.
"""

import base64
import hmac
import re
import secrets
from collections.abc import Mapping

from flask_babel import gettext as _

from forum.core.clock import now
from forum.core.refusal import Refused

PREFIX = "whsec_"
SECRET_BYTES = 32
TOLERANCE_S = 300
MOST_SIGNATURES = 10
_NAME = re.compile(r"[\x21-\x7e]{1,100}")
_SECONDS = re.compile(r"[0-9]{1,12}")


class Forged(Refused):
    """A message that is not the shop's, or not of now."""


def fresh_secret() -> str:
    """Make a secret to be typed into the shop."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def sign(secret: str, name: str, seconds: int, body: bytes) -> str:
    """Sign a message as the shop does."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.digest(key, f"{name}.{seconds}.".encode() + body, "sha256")
    return f"v1,{base64.b64encode(signed).decode()}"


def verify(secret: str, headers: Mapping[str, str], body: bytes) -> str:
    """Give the name of a message that is the shop's and of now; raises Forged."""
    name, seconds = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not _NAME.fullmatch(name) or not _SECONDS.fullmatch(seconds):
        raise Forged(_("Send webhook-id, webhook-timestamp and webhook-signature."))
    if abs(now().timestamp() - int(seconds)) > TOLERANCE_S:
        raise Forged(_("The message is older or newer than five minutes: set the clock, and sign it when it is sent."))
    ours = sign(secret, name, int(seconds), body).encode()
    sent = headers.get("webhook-signature", "").split(" ")[:MOST_SIGNATURES]
    if not any(hmac.compare_digest(ours, each.encode("utf-8", "replace")) for each in sent):
        raise Forged(_("The signature does not fit: sign with the secret of the page for shops."))
    return name
