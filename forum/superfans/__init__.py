"""Finds the members who carry the community, says why, and sees that nobody is forgotten."""
