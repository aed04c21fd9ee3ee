"""Mail: composed at once, delivered by a job, over SMTP or into a folder."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formataddr, formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from forum.core.config import Settings, settings
from forum.core.jobs import enqueue, job
from forum.core.tokens import fresh_token

TIMEOUT_S = 20
FOLDER = "mail"


def send(to: str, subject: str, text: str, *, sender: str, unique: str | None = None) -> None:
    """Post a letter in the current transaction; it leaves when that commits."""
    enqueue(deliver, unique=unique, to=to, subject=_line(subject), text=text, sender=_line(sender))


@job
def deliver(to: str, subject: str, text: str, sender: str) -> None:
    """Hand a letter to the mail server, or put it into the folder where there is none."""
    here = settings()
    letter = compose(here, to, subject, text, sender)
    if here.smtp_url:
        _hand_over(here.smtp_url, letter)
    else:
        _lay_down(here, letter)


def compose(here: Settings, to: str, subject: str, text: str, sender: str) -> EmailMessage:
    """Make the message; the email package refuses line breaks in headers (S36)."""
    host = urlsplit(here.url).hostname or "localhost"
    letter = EmailMessage()
    letter["From"] = formataddr((sender, here.mail_from or f"community@{host}"))
    letter["To"] = to
    letter["Subject"] = subject
    letter["Date"] = formatdate()
    letter["Message-ID"] = make_msgid(domain=host)
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    return letter


def _hand_over(address: str, letter: EmailMessage) -> None:
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


def _line(text: str) -> str:
    return " ".join(text.split())
