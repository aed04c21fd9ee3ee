"""Letters to whoever gave a notice: the receipt with its number, and the decision with what can be done about it."""

from flask import current_app
from flask_babel import force_locale

from forum.brands.queries import address, first_brand
from forum.core.i18n import LANGUAGES
from forum.core.mail import deliver, unlinked
from forum.core.tokens import sign, unsign
from moderation.notices.queries import NoticeView, notice_by_id

PURPOSE = "notice"
KEPT_S = 2 * 365 * 24 * 60 * 60


def write(template: str, notice: NoticeView) -> None:
    """Write a letter in the language that the notice was given in; the template's first line is the subject.

    Nothing that was typed is in it: a letter to an address that somebody else typed carries no words of theirs.
    """
    if not notice.email:
        return
    brand = first_brand()
    with force_locale(notice.locale if notice.locale in LANGUAGES else brand.locale):
        text = current_app.jinja_env.get_template(f"moderation/notices/mail/{template}.txt").render(
            brand=unlinked(brand.name), number=notice.id, link=address(brand, path_of(notice.id)),
            outcome=notice.outcome, automatic=notice.automatic,
        )  # fmt: skip
    subject, _gap, body = text.partition("\n")
    deliver(to=notice.email, subject=subject.strip(), text=body.strip() + "\n", sender=" ".join(brand.name.split()))


def path_of(notice_id: int) -> str:
    """Give the address at which whoever gave a notice finds it, and nobody else."""
    return f"/notices/{sign(PURPOSE, str(notice_id))}"


def notice_at(key: str) -> NoticeView | None:
    """Give the notice whose own address ends with this key."""
    number = unsign(PURPOSE, key, KEPT_S)
    return notice_by_id(int(number)) if isinstance(number, str) else None
