"""Homeground, a community forum that a brand owns: the product without its moderation."""

from forum.core import later as later
