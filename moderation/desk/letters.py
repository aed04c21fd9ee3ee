"""The letter that tells a moderator which promises are about to break."""

from collections.abc import Sequence

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select

from forum.brands.queries import address, first_brand
from forum.core.access import Actor, audiences_of
from forum.core.db import read
from forum.core.i18n import LANGUAGES
from forum.core.mail import deliver, unlinked
from forum.members.models import Member, Suspension

MOST_TITLES = 20


def write_pressing(to: str, name: str, locale: str | None, titles: Sequence[str]) -> None:
    """Mail a moderator the titles of the cases whose time is nearly over."""
    brand = first_brand()
    language = locale if locale in LANGUAGES else brand.locale
    with force_locale(language):
        text = current_app.jinja_env.get_template("moderation/desk/mail/pressing.txt").render(
            brand=unlinked(brand.name), name=unlinked(name), link=address(brand, "/moderation"),
            titles=[unlinked(" ".join(title.split())) for title in titles[:MOST_TITLES]],
        )  # fmt: skip
    subject, _gap, body = text.partition("\n")
    deliver(to=to, subject=subject.strip(), text=body.strip() + "\n", sender=" ".join(brand.name.split()))


def moderators() -> list[Actor]:
    """List those who decide cases and can be written to: moderators, or the staff where there are none."""
    asked = (
        select(Member.id, Member.name, Member.role, Member.scope, Member.locale)
        .outerjoin(Suspension, Suspension.member_id == Member.id)
        .where(
            Member.role.in_(("moderator", "staff", "admin")), Member.email.is_not(None), Suspension.member_id.is_(None)
        )
        .order_by(Member.id)
    )
    rows = read().execute(asked).all()
    chosen = [row for row in rows if row.role == "moderator"] or rows
    return [
        Actor(
            member_id=row.id, name=row.name, role=row.role, audiences=audiences_of(row.role), locale=row.locale,
            scope=frozenset(row.scope) if row.scope is not None else None, confirmed=True,
        )
        for row in chosen
    ]  # fmt: skip


def mail_address_of(member_id: int) -> tuple[str, str, str | None] | None:
    """Give address, name and language of a member who can be written to."""
    row = read().execute(select(Member.email, Member.name, Member.locale).where(Member.id == member_id)).first()
    return (row.email, row.name, row.locale) if row and row.email else None
