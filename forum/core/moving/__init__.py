"""Carries every table of an embedded house into PostgreSQL, and proves that it arrived."""
