"""One queue of cases for moderators, and their decisions."""
