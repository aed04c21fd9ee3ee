"""Public thanks with a reason, the wall they hang on, and shout-outs by staff."""
