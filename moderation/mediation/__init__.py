"""Mediation: a closed conversation of two members in a quarrel with a moderator."""
