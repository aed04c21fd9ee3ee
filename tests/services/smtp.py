"""A mail server that speaks SMTP and keeps every letter."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services.waiting import free_port


class Smtp:
    """Letters that arrived, oldest first."""

    def __init__(self, port: int) -> None:
        self.url = f"smtp://127.0.0.1:{port}"
        self.messages: list[EmailMessage] = []
        self.refusing = False
        self.unknown: set[str] = set()
        """Addresses of which it says that there are none such."""
        self._arrived = threading.Condition()

    def wait_for(self, wanted: Callable[[EmailMessage], bool], *, seconds: float = 10) -> EmailMessage:
        """Give the newest letter that is wanted, waiting for it if need be."""
        deadline = time.monotonic() + seconds
        with self._arrived:
            while not (found := [message for message in self.messages if wanted(message)]):
                if not self._arrived.wait(deadline - time.monotonic()):
                    raise TimeoutError(f"no such letter among {[str(m['Subject']) for m in self.messages]}")
        return found[-1]

    def to(self, address: str, *, seconds: float = 10) -> EmailMessage:
        """Give the newest letter to an address, waiting for it if need be."""
        return self.wait_for(lambda message: address in str(message["To"]), seconds=seconds)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take an address, or say that there is none such (aiosmtpd calls this)."""
        if address in self.unknown:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a letter in, or send it back while `refusing` (aiosmtpd calls this)."""
        if self.refusing:
            return "451 Come back later"
        message = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(message, EmailMessage)
        with self._arrived:
            self.messages.append(message)
            self._arrived.notify_all()
        return "250 Kept"


@contextmanager
def serving() -> Iterator[Smtp]:
    """Run the mail server for the length of the block."""
    port = free_port()
    kept = Smtp(port)
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield kept
    finally:
        controller.stop()
