"""Mail addresses: read as they were typed, and the key under which each is known once."""

import unicodedata
from dataclasses import dataclass

import email_validator
from flask_babel import gettext as _

from forum.core.refusal import Refused


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address as its owner writes it, and its key."""

    email: str
    key: str


def read_email(text: str, field: str = "email") -> Address:
    """Read an address; raises Refused at the field where letters could not reach it (S36)."""
    try:
        found = email_validator.validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except email_validator.EmailNotValidError:
        raise Refused(
            _("This is no mail address that letters can reach. It looks like ana@example.org."), field
        ) from None
    return Address(found.normalized, email_key(found.normalized))


def email_key(text: str) -> str:
    """Give the key of an address, valid or not."""
    return unicodedata.normalize("NFKC", text.strip()).casefold()[:254]
