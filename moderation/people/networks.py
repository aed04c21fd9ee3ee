"""Networks and hosts: read as they were typed, compared as what they are."""

import hmac
import ipaddress
from dataclasses import dataclass

from flask import current_app
from flask_babel import gettext as _

from forum.core.refusal import Refused

WIDEST = {4: 16, 6: 32}
USUAL = {4: 24, 6: 64}
PURPOSE = b"homeground traces"

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Barred:
    """What a block is about, ready to be compared."""

    kind: str
    value: str

    def catches(self, address: str, email: str) -> bool:
        """Tell whether somebody who comes from this address with this mail address is caught."""
        if self.kind == "host":
            host = email.rpartition("@")[2].casefold()
            return host == self.value or host.endswith(f".{self.value}")  # by labels, never by suffix alone (S45)
        try:
            return ipaddress.ip_address(address) in ipaddress.ip_network(self.value)
        except ValueError:
            return False


def read_network(text: str) -> str:
    """Read an address or a network; raises Refused where it is none, or so wide that half a country is meant."""
    try:
        found = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        raise Refused(_("Give an address such as 203.0.113.7 or a network such as 203.0.113.0/24."), "value") from None
    if found.prefixlen < WIDEST[found.version]:
        raise Refused(_("This network is too wide: at most /%(most)s.", most=WIDEST[found.version]), "value")
    return str(found)


def read_host(text: str) -> str:
    """Read the host of mail addresses; raises Refused where it is none."""
    host = text.strip().casefold().removeprefix("@").rstrip(".")
    try:
        labels = host.encode("idna").decode("ascii").split(".")
    except UnicodeError:
        labels = []
    if len(labels) < 2 or not all(label and label.replace("-", "").isalnum() for label in labels):
        raise Refused(_("Give a host such as mail.example."), "value")
    return ".".join(labels)


def around(address: str) -> str | None:
    """Give the network that an address is in, as wide as one household or office."""
    try:
        host = ipaddress.ip_address(address)
    except ValueError:
        return None
    return str(ipaddress.ip_network(f"{host}/{USUAL[host.version]}", strict=False))


def trace_of(kind: str, value: str) -> str:
    """Give the keyed digest that stands for a network or a device: whoever has only the database cannot undo it."""
    keys: list[str] = current_app.extensions["keys"]
    secret = hmac.digest(keys[0].encode(), PURPOSE, "sha256")
    return hmac.digest(secret, f"{kind}\n{value}".encode(), "sha256").hex()
