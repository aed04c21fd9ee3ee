"""Amounts of money: typed as people write them, kept in hundredths."""

import re
from decimal import Decimal

from flask_babel import format_currency

from forum.core.refusal import Refused

_AMOUNT = re.compile(r"\s*(\d{1,10})(?:[.,](\d{1,2}))?\s*", re.ASCII)


def hundredths(text: str) -> int | None:
    """Read an amount such as 12.50 or 12,5; None for what is none."""
    found = _AMOUNT.fullmatch(text)
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")) if found else None


def typed(text: str, fault: str, field: str) -> int | None:
    """Read a typed amount, None where nothing is typed; raises Refused with the fault."""
    if not text.strip():
        return None
    found = hundredths(text)
    if found is None:
        raise Refused(fault, field)
    return found


def written(amount: int | None) -> str:
    """Write an amount as it is typed."""
    return "" if amount is None else f"{amount // 100}.{amount % 100:02d}"


def said(amount: int, currency: str) -> str:
    """Say an amount to the reader of this page."""
    return format_currency(Decimal(amount) / 100, currency)
