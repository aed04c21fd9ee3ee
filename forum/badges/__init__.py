"""Badges and who holds them: rules that staff write as data, awards, and progress towards the next."""
