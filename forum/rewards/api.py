"""Where staff send gifts, connect shops and read figures."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import ngettext

from forum.core.guard import staff_only
from forum.core.refusal import Refused
from forum.core.respond import Missing, page, see_other
from forum.core.sheet import sheet
from forum.core.visitor import reader
from forum.rewards import figures, queries, redeeming, sending
from forum.rewards.forms import RedemptionsForm
from forum.rewards.lines import MOST_BYTES
from forum.rewards.money import said
from forum.rewards.queries import GiftRow
from forum.rewards.redeeming import Told
from forum.rewards.words import FAULTS, HOW_NAMES, STATE_LOOKS, STATE_NAMES

GIFTS, SHOPS, FIGURES = "/staff/rewards/gifts", "/staff/rewards/shops", "/staff/rewards/figures"
FORM_BYTES = 64 * 1024
SHOWN = 200
EXAMPLE = """{
  "type": "coupon.redeemed",
  "data": {
    "code": "FERN-0001",
    "order": "A-1001",
    "cost": "5.00",
    "brought": "42.10",
    "currency": "EUR",
    "when": "2026-11-24T15:00:00Z"
  }
}"""

desk = Blueprint("rewards_api", __name__)


@desk.url_value_preprocessor
def make_room(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let a file of redemptions through; this comes before anything reads the body."""
    if endpoint == "rewards_api.bring_redemptions":
        request.max_content_length = MOST_BYTES + FORM_BYTES


@desk.get(GIFTS)
@staff_only
def gifts() -> Response:
    """List gifts on their way."""
    return page("rewards/gifts.html", gifts=queries.gifts(), names=STATE_NAMES, looks=STATE_LOOKS)


@desk.get(f"{GIFTS}/<id:grant_id>")
@staff_only
def gift(grant_id: int) -> Response:
    """Show a gift, not where it goes to."""
    return page("rewards/gift.html", gift=_gift(grant_id), names=STATE_NAMES, looks=STATE_LOOKS, delivery=None)


@desk.post(f"{GIFTS}/<id:grant_id>/sender")
@staff_only
def take_over(grant_id: int) -> Response:
    """Be the one who sends a gift."""
    sending.take_over(reader(), _gift(grant_id).grant_id)
    return see_other(f"{GIFTS}/{grant_id}", _("You send it. Only you see where it goes to."))


@desk.delete(f"{GIFTS}/<id:grant_id>/sender")
@staff_only
def hand_on(grant_id: int) -> Response:
    """Let somebody else send a gift."""
    sending.hand_on(reader(), _gift(grant_id).grant_id)
    return see_other(f"{GIFTS}/{grant_id}", _("Somebody else may send it now."))


@desk.post(f"{GIFTS}/<id:grant_id>/look")
@staff_only
def look(grant_id: int) -> Response:
    """Show whoever sends a gift where it goes to, on a page that nobody keeps; the look is noted."""
    delivery = sending.look(reader(), _gift(grant_id).grant_id)
    gift = _gift(grant_id)
    response = page("rewards/gift.html", gift=gift, names=STATE_NAMES, looks=STATE_LOOKS, delivery=delivery)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@desk.post(f"{GIFTS}/<id:grant_id>/sent")
@staff_only
def mark_sent(grant_id: int) -> Response:
    """Say that a gift is on its way."""
    sending.mark_sent(reader(), _gift(grant_id).grant_id)
    return see_other(GIFTS, _("The member is told that it is on its way."))


@desk.get(SHOPS)
@staff_only
def shops() -> Response:
    """Show how a shop tells which codes were used."""
    return _shops()


@desk.post(f"{SHOPS}/secret")
@staff_only
def renew_secret() -> Response:
    """Make a new secret, and show it this once."""
    response = _shops(secret=redeeming.renew_secret(reader()))
    response.headers["Cache-Control"] = "private, no-store"
    return response


@desk.delete(f"{SHOPS}/secret")
@staff_only
def disconnect() -> Response:
    """Hear no shop any more."""
    redeeming.disconnect(reader())
    return see_other(SHOPS, _("No shop is heard any more."))


@desk.post(f"{SHOPS}/redemptions")
@staff_only
def bring_redemptions() -> Response:
    """Take down the redemptions of a file, and show which lines did not come in."""
    form = RedemptionsForm()
    sent = request.files.get("file")
    try:
        told = redeeming.bring_redemptions(reader(), sent.read(MOST_BYTES + 1) if sent else b"")
    except Refused as refusal:
        form.refuse(refusal)
        return _shops(form, 422)
    return _shops(told=told)


@desk.get(FIGURES)
@staff_only
def show_figures() -> Response:
    """Show what rewards cost and brought."""
    return page(
        "rewards/figures.html", causes=figures.by_cause(), rewards=queries.rewards(), hows=HOW_NAMES, money=said
    )


@desk.get(f"{FIGURES}.csv")
@staff_only
def figures_sheet() -> Response:
    """Give every grant as a table: who, why, what it cost and brought."""
    answer = Response(sheet(figures.accounts()), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="rewards.csv"'
    return answer


def _shops(
    form: RedemptionsForm | None = None, status: int = 200, *, secret: str = "", told: Told | None = None
) -> Response:
    faults = [(line, FAULTS[fault]) for line, fault in told.faults[:SHOWN]] if told else []
    words = ngettext("%(num)s redemption came in.", "%(num)s redemptions came in.", told.taken) if told else ""
    return page(
        "rewards/shops.html", status=status, form=form or RedemptionsForm(), secret=secret, told=told, faults=faults,
        words=words, address=f"{request.host_url}hooks/rewards", example=EXAMPLE, since=figures.connected_at(),
    )  # fmt: skip


def _gift(grant_id: int) -> GiftRow:
    found = queries.gift(grant_id)
    if found is None:
        raise Missing
    return found
