"""What kept pages about boards are called by."""

BOARDS = "boards"
"""Every page that shows somebody's place."""
