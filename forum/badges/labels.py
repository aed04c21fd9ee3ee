"""What kept pages about badges are called by: the labels that facts name when they change them."""

BADGES = "badges"
"""Every page that shows badges or who holds them."""
