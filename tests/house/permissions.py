"""Every address that changes something, and the lowest role that it may ever work for (S17).

A policy may ask for more: for the author, for a moderator of the category, for somebody who is not suspended.
"""

DOORS: dict[str, str] = {
    "brands.choose_theme": "guest",
}
