"""The log: one line a message, with no way for a visitor to forge a second one."""

import logging
import sys

CONTROL = {number: f"\\x{number:02x}" for number in [*range(32), *range(127, 160)] if number != 10}


class OneLine(logging.Formatter):
    """Formats a record with its control characters escaped; only a traceback has lines of its own."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        """Escape what could move the cursor or begin a line."""
        return super().formatMessage(record).translate(CONTROL).replace("\n", "\\n")


def start() -> None:
    """Write the log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for noisy in ("PIL", "botocore", "urllib3", "alembic.runtime.migration"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
