"""How a house begins: its brand, its first administrator and a few places to talk, all at once (S14)."""

import hmac
from urllib.parse import urlencode

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select, text

from forum.brands.actions import found_brand
from forum.brands.models import Brand
from forum.brands.queries import all_brands
from forum.categories.actions import create_category
from forum.core.access import HOUSE
from forum.core.config import settings
from forum.core.db import db
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from forum.members.actions import make_member
from forum.members.passwords import check_password

ADDRESS = "/first-run"
TOKEN_LENGTH = 32


def founded() -> bool:
    """Tell whether the house has a brand, which it gets together with its first administrator.

    Asked before every page, so the process remembers the answer once it is yes: no house is ever unfounded.
    """
    if not current_app.extensions.get("founded"):
        current_app.extensions["founded"] = bool(all_brands())
    return bool(current_app.extensions["founded"])


def setup_token() -> str:
    """Give what the first administrator proves by that the console is theirs.

    It follows from the signing key, so that all processes agree on it and nothing is kept.
    """
    keys: list[str] = current_app.extensions["keys"]
    return hmac.digest(keys[0].encode(), b"first run", "sha256").hex()[:TOKEN_LENGTH]


def invitation() -> str | None:
    """Give the line for the console of a house that is to be founded, or None."""
    if founded():
        return None
    return f"Begin here: {settings().url.rstrip('/')}{ADDRESS}?{urlencode({'token': setup_token()})}"


@transaction
def found_house(
    token: str, *, brand: str, tagline: str, locale: str, accent: str, name: str, email: str, password: str
) -> int:
    """Found the brand, its first administrator and three categories; gives the member's id.

    Raises Refused at the field that cannot be taken, and for whoever comes second. The member comes before the
    brand: what is refused of them must leave no brand behind in what the process remembers.
    """
    if not hmac.compare_digest(token.encode("utf-8", "replace"), setup_token().encode()):
        raise Refused(_("This is not the key on the console. Copy it from the line that begins “Begin here”."), "token")
    _take_turns()
    if db.session.scalar(select(Brand.id).limit(1)):
        raise Refused(_("Somebody was quicker: this community has its administrator. Sign in instead."))
    check_password(password, [brand])
    member_id = make_member(name, email, password, "admin", confirmed=True, locale=locale)
    brand_id = _found_brand(brand, tagline, locale, accent)
    with force_locale(locale):
        _open_categories(brand_id)
    return member_id


def _take_turns() -> None:
    """Let one founder in at a time: SQLite has one writer anyway."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE brand IN SHARE ROW EXCLUSIVE MODE"))


def _found_brand(brand: str, tagline: str, locale: str, accent: str) -> int:
    try:
        return found_brand(HOUSE, brand, tagline=tagline, locale=locale, colours={"accent": accent})
    except Refused as refusal:
        raise Refused(refusal.reason, "brand" if refusal.field == "name" else refusal.field) from None


def _open_categories(brand_id: int) -> None:
    news, questions, talk = _("Announcements"), _("Questions"), _("Talk")
    create_category(
        HOUSE, brand_id, name=news, description=_("What is new, from us."), kind="announcement", start="staff"
    )
    create_category(HOUSE, brand_id, name=questions, description=_("Ask, and be helped."), kind="question")
    create_category(HOUSE, brand_id, name=talk, description=_("Everything else that belongs here."), kind="discussion")
