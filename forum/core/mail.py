"""Mail: composed at once, delivered by a job, over SMTP or into a folder.

A server that cannot be reached is left alone for a while, so that nobody waits for it again and again; an address that
it refuses for good is made known as a fact (S63).
"""

import re
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formataddr, formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from flask import current_app

from forum.core.clock import monotonic
from forum.core.config import Settings, settings
from forum.core.events import Event, record
from forum.core.jobs import enqueue, job
from forum.core.tokens import fresh_token
from forum.core.transaction import transaction

TIMEOUT_S = 10
FOLDER = "mail"
FIRST_PAUSE_S, LONGEST_PAUSE_S = 5.0, 300.0
FULL = 552
"""The one lasting refusal of an address that passes: its mailbox is full."""
VERBATIM = frozenset({"list-unsubscribe", "message-id", "in-reply-to", "references"})
"""Headers that mail programs read as they stand: Python would encode a long address in them."""

_JOINED = re.compile(r"(?<=\S)([.:@])(?=\S)")


class MailAway(Exception):
    """The mail server was not there a moment ago; try again later."""


@dataclass(frozen=True, slots=True)
class AddressRefused(Event):
    """The mail server of an address says that no letter will ever reach it."""

    address: str
    reason: str


class _Policy(EmailPolicy):
    """Python's own way to write headers, save for those that must stay whole."""

    def fold(self, name: str, value: str) -> str:
        """Write a header."""
        return self._whole(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """Write a header in bytes."""
        whole = self._whole(name, value)
        return whole.encode("ascii", "replace") if whole else super().fold_binary(name, value)

    def _whole(self, name: str, value: str) -> str:
        return f"{name}: {value}{self.linesep}" if name.lower() in VERBATIM else ""


def send(to: str, subject: str, text: str, *, sender: str, unique: str | None = None) -> None:
    """Post a letter in the current transaction; it leaves when that commits."""
    enqueue(deliver, unique=unique, to=to, subject=_line(subject), text=text, sender=_line(sender))


@job
def deliver(
    to: str, subject: str, text: str, sender: str, *, html: str = "", headers: Mapping[str, str] | None = None
) -> None:
    """Hand a letter to the mail server, or put it into the folder where there is none.

    Raises MailAway or what smtplib raises where trying again may help.
    """
    here = settings()
    letter = compose(here, to, subject, text, sender, html=html, headers=headers or {})
    if not here.smtp_url:
        _lay_down(here, letter)
        return
    try:
        _hand_over(here.smtp_url, letter)
    except smtplib.SMTPRecipientsRefused as refusal:
        code, words = next(iter(refusal.recipients.values()))
        if code < 500 or code == FULL:
            raise
        _make_known(to, f"{code} {words.decode('utf-8', 'replace')}"[:200])


def compose(
    here: Settings,
    to: str,
    subject: str,
    text: str,
    sender: str,
    *,
    html: str = "",
    headers: Mapping[str, str] | None = None,
) -> EmailMessage:
    """Make the message; the email package refuses line breaks in headers (S36)."""
    host = mail_host(here)
    letter = EmailMessage(policy=_Policy())
    letter["From"] = formataddr((sender, here.mail_from or f"community@{host}"))
    letter["To"] = to
    letter["Subject"] = subject
    letter["Date"] = formatdate()
    given = {"Message-ID": make_msgid(domain=host), "Auto-Submitted": "auto-generated", **(headers or {})}
    for name, value in given.items():
        letter[name] = value
    letter.set_content(text)
    if html:
        letter.add_alternative(html, subtype="html")
    return letter


def mail_host(here: Settings) -> str:
    """Name the host that our letters come from."""
    return urlsplit(here.url).hostname or "localhost"


def unlinked(words: str) -> str:
    """Keep mail programs from making a link of words such as free-stoves.example (S36)."""
    return _JOINED.sub("\\1\N{WORD JOINER}", words)


def _hand_over(address: str, letter: EmailMessage) -> None:
    """Speak to the server, unless it was away a moment ago."""
    rest = current_app.extensions.setdefault("mail_rest", {"until": 0.0, "pause": FIRST_PAUSE_S})
    if monotonic() < rest["until"]:
        raise MailAway
    try:
        _speak(address, letter)
    except OSError as error:  # smtplib's own errors are such, too
        if isinstance(error, smtplib.SMTPException) and not isinstance(error, smtplib.SMTPServerDisconnected):
            raise  # it is there, and said no
        rest.update(until=monotonic() + rest["pause"], pause=min(2 * rest["pause"], LONGEST_PAUSE_S))
        raise MailAway from error
    rest.update(until=0.0, pause=FIRST_PAUSE_S)


def _speak(address: str, letter: EmailMessage) -> None:
    parts = urlsplit(address)
    host, secure = parts.hostname or "localhost", parts.scheme == "smtps"
    with _connect(host, parts.port, secure=secure) as server:
        if not secure and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(letter)


def _connect(host: str, port: int | None, *, secure: bool) -> smtplib.SMTP:
    if secure:
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT_S, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port or 587, timeout=TIMEOUT_S)
    server.ehlo()
    return server


def _lay_down(here: Settings, letter: EmailMessage) -> None:
    folder = here.data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / f"{formatdate(usegmt=True)[5:25].replace(' ', '-')}-{fresh_token()[:8]}.eml").write_bytes(bytes(letter))


@transaction
def _make_known(address: str, reason: str) -> None:
    record(AddressRefused(address, reason))


def _line(text: str) -> str:
    return " ".join(text.split())
