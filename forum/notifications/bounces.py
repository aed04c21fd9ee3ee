"""Reads the reports that mail servers send when a letter could not be delivered (RFC 3464)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

LASTING = re.compile(r"5\.\d{1,3}\.\d{1,3}")
FULL = "5.2.2"


@dataclass(frozen=True, slots=True)
class Bounce:
    """An address that no letter will ever reach, and why."""

    address: str
    reason: str


def bounces(report: bytes) -> list[Bounce]:
    """List the addresses that a report says are dead; what may pass, such as a full mailbox, is not among them."""
    found = []
    for part in _statuses(message_from_bytes(report, policy=policy.default)):
        kind, _semicolon, address = str(part.get("Final-Recipient", "")).partition(";")
        status = str(part.get("Status", "")).strip()
        failed = str(part.get("Action", "")).strip().lower() == "failed"
        if kind.strip().lower() == "rfc822" and failed and LASTING.fullmatch(status) and status != FULL:
            said = str(part.get("Diagnostic-Code", "")).partition(";")[2].strip()
            found.append(Bounce(address.strip().strip("<>"), f"{status} {said}".strip()[:200]))
    return found


def _statuses(report: Message) -> Iterator[Message]:
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from part.get_payload()  # type: ignore[misc]
