"""Finds what was written: documents of other rooms, searched by one of three engines."""
