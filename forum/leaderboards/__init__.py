"""Leaderboards: who has how many points in a week, a month, a season, a year and ever; and seasons with medals."""
