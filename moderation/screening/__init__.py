"""Rules and a classifier that look at everything before it is published."""
