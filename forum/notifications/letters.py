"""Letters about what members are told: one for each place, written when it leaves, in its reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import force_locale, format_datetime

from forum.brands.queries import address, first_brand
from forum.core.access import Actor
from forum.core.config import settings
from forum.core.mail import deliver, mail_host, unlinked
from forum.notifications.queries import Line
from forum.notifications.recipients import Recipient
from forum.notifications.registry import Scene, unfold
from forum.notifications.way_out import DIGESTS, LETTERS, way_out


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a letter tells."""

    sentence: str
    words: str
    address: str
    when: datetime | None = None


def write_of_place(to: Recipient, lines: Sequence[Line]) -> None:
    """Mail what happened in one place; letters about a place follow one another as a conversation."""
    place, newest = lines[0].place, max(lines, key=lambda line: line.last_at)
    name, host = place.replace(":", "-"), mail_host(settings())
    with force_locale(to.language):
        parts = [part for line in lines for part in _parts(to.actor, line)]
    headers = {
        "Message-ID": f"<{name}.{to.actor.member_id}.{newest.id}.{newest.last_number}@{host}>",
        "In-Reply-To": f"<{name}@{host}>",
        "References": f"<{name}@{host}>",
    }
    title = lines[0].scene.title
    _write(to, "place", LETTERS, place, headers=headers, subject=title, title=unlinked(title), parts=parts)


def write_digest(to: Recipient, lines: Sequence[Line], best: Sequence[Scene], period: str) -> None:
    """Mail a digest: what the member was told and has not read, and the best of the rest."""
    _write(to, "digest", DIGESTS, "", headers={}, lines=lines, best=best, period=period)


def _parts(actor: Actor, line: Line) -> list[Part]:
    """Tell a line as it is, or post by post where it stands for several."""
    said = unfold(actor, line.place, line.number, line.last_number) if line.kind.folds == "place" else []
    if said:
        return [Part(line.kind.say(each.who, 1), each.words, each.address, each.at) for each in said]
    return [Part(line.sentence, line.scene.excerpt if line.kind.quotes else "", line.address, line.last_at)]


def _write(to: Recipient, template: str, sort: str, place: str, *, headers: Mapping[str, str], **about: Any) -> None:
    """Draw a letter as text and as html, and hand it over with a way out of it (RFC 8058)."""
    brand = first_brand()
    out = address(brand, way_out(to.actor, sort, place))
    words = {
        "brand": brand,
        "brand_name": unlinked(brand.name),
        "name": unlinked(to.actor.name),
        "language": to.language,
        "link": lambda path: address(brand, path),
        "when": lambda moment: format_datetime(moment.astimezone(to.zone), "d MMM, HH:mm", rebase=False),
        "unlinked": unlinked,
        "way_out": out,
        **{name.replace("-", "_"): light for name, (light, _dark) in brand.palette.items()},
        **about,
    }
    with force_locale(to.language):
        subject, _gap, text = _drawn(f"{template}.txt", words).partition("\n")
        html = _drawn(f"{template}.html", {**words, "subject": subject})
    deliver(
        to=to.email,
        subject=" ".join(subject.split()),
        text=text.strip() + "\n",
        html=html,
        sender=" ".join(brand.name.split()),
        headers={
            **headers,
            "List-Id": f"<{sort}.{mail_host(settings())}>",
            "List-Unsubscribe": f"<{out}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _drawn(template: str, words: Mapping[str, Any]) -> str:
    return current_app.jinja_env.get_template(f"notifications/mail/{template}").render(words)
