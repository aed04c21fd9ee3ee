"""Notices of what is against the law, by anybody, with or without an account (Digital Services Act, article 16)."""
