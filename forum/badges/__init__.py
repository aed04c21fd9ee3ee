"""Badges: what members earned, by conditions that staff put together, or by hand."""
