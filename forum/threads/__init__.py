"""Threads: people talk here; a thread has posts, and posts appear through one door."""
