"""The moderators' half of the house: it may use the forum, the forum never knows it."""
