"""Mail hosts that give out addresses to be thrown away: a list that many keep up to date, and that we upgrade with."""

import disposable_email_domains

from moderation.screening.hosts import listed


def is_disposable(host: str) -> str | None:
    """Give the name in the list that a mail host is, or lies under."""
    return listed(host, disposable_email_domains.blocklist)
