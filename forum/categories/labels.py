"""What kept pages about categories are called by."""

LISTS = "lists"
"""Every page that lists or counts what people write."""
