"""Brands: a skin with its own name, host, look, categories and guidelines."""
