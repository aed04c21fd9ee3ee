"""What kept pages about thanks are called by."""

WALL = "kudos"
"""The wall, and every page that lists thanks."""
