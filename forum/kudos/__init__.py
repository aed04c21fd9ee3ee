"""Kudos: a public thank-you with a reason, for a post; and the staff's shout-outs."""
