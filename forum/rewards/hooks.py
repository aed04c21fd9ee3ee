"""Where shops tell which codes were used; signed, so that nobody else tells it."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from forum.core.guard import by_signed_link
from forum.core.limits import limit
from forum.core.refusal import Refused
from forum.core.visitor import network
from forum.rewards import redeeming
from forum.rewards.signing import Forged

pages = Blueprint("rewards_hooks", __name__)

KIND = "coupon.redeemed"


@pages.post("/hooks/rewards")
@by_signed_link
def hear() -> Response | tuple[Response, int]:
    """Hear that a code was used; a message of another kind, or of a code that is not ours, changes nothing."""
    limit("reward hooks", "600/minute", network())
    message: Any = request.get_json(silent=True, force=True)
    told = message.get("data") if isinstance(message, dict) and message.get("type", KIND) == KIND else {}
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        known = redeeming.hear(headers, request.get_data(), told if isinstance(told, dict) else {})
    except Forged as refusal:
        return jsonify(error=refusal.reason), 401
    except Refused as refusal:
        return jsonify(error=refusal.reason), 422
    return jsonify(known=known)
