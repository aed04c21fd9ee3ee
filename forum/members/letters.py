"""Letters to members; a key is made when its letter leaves, so that no key is ever stored (S06)."""

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select

from forum.brands.queries import address, first_brand
from forum.core.db import db, read
from forum.core.i18n import LANGUAGES
from forum.core.jobs import job
from forum.core.mail import deliver, unlinked
from forum.core.tokens import digest, fresh_token
from forum.core.transaction import transaction
from forum.members.keys import CONFIRM, EMAIL, RESET, SIGN_IN, make_key
from forum.members.models import Joining, Member

PATHS = {CONFIRM: "/confirm/", EMAIL: "/confirm/", RESET: "/password-reset/", SIGN_IN: "/sign-in/mail/"}


@job
def mail_joining(joining_id: int) -> None:
    """Ask somebody who wants to join whether they do, or say that they have joined long ago (S05)."""
    found = _key_for_joining(joining_id)
    if found is None:
        return
    email, name, locale, token = found
    if token is None:
        write(email, "known", locale)
    else:
        write(email, "join", locale, name=name, path=PATHS[CONFIRM] + token)


@job
def mail_key(purpose: str, key: str) -> None:
    """Mail a key to whoever has this address; nobody is told whether somebody has (S05)."""
    found = _key_for(purpose, key)
    if found is not None:
        email, name, locale, token = found
        write(email, purpose, locale, name=name, path=PATHS[purpose] + token)


@job
def mail_new_address(member_id: int, email: str, key: str) -> None:
    """Ask at the new address whether it is the member's; if it is another member's, tell that one."""
    if read().execute(select(Member.id).where(Member.email_key == key)).first() is not None:
        write(email, "known", None)
        return
    found = _key_for_new_address(member_id, email)
    if found is not None:
        name, locale, token = found
        write(email, EMAIL, locale, name=name, path=PATHS[EMAIL] + token)


@job
def mail_notice(template: str, to: str, locale: str | None, name: str) -> None:
    """Tell a member what was changed about their account."""
    write(to, template, locale, name=name)


def write(to: str, template: str, locale: str | None, *, name: str = "", path: str = "") -> None:
    """Write a letter in its reader's language and hand it over; the template's first line is the subject."""
    brand = first_brand()
    language = locale if locale in LANGUAGES else brand.locale
    with force_locale(language):
        text = current_app.jinja_env.get_template(f"members/mail/{template}.txt").render(
            brand=unlinked(brand.name), name=unlinked(name), link=address(brand, path), home=address(brand, "/")
        )
    subject, _gap, body = text.partition("\n")
    deliver(to=to, subject=subject.strip(), text=body.strip() + "\n", sender=" ".join(brand.name.split()))


@transaction
def _key_for_joining(joining_id: int) -> tuple[str, str, str | None, str | None] | None:
    joining = db.session.get(Joining, joining_id)
    if joining is None:
        return None
    token: str | None = None
    if db.session.scalar(select(Member.id).where(Member.email_key == joining.email_key)) is None:
        token = fresh_token()
        joining.token_digest = digest(token)
    else:
        db.session.delete(joining)
    return joining.email, joining.name, joining.locale, token


@transaction
def _key_for(purpose: str, key: str) -> tuple[str, str, str | None, str] | None:
    member = db.session.scalar(select(Member).where(Member.email_key == key))
    if member is None or member.email is None:
        return None
    return member.email, member.name, member.locale, make_key(member, purpose)


@transaction
def _key_for_new_address(member_id: int, email: str) -> tuple[str, str | None, str] | None:
    member = db.session.get(Member, member_id)
    if member is None:
        return None
    return member.name, member.locale, make_key(member, EMAIL, email)
