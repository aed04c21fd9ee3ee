"""Guests' pages, kept whole: drawn from a request that names nobody, dropped by the facts that change them."""
